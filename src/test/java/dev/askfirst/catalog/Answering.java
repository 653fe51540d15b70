package dev.askfirst.catalog;

import dev.askfirst.law.AnswerTime;
import java.util.Optional;
import java.util.function.Predicate;

/** Acme's human answers who asks for one, within three business days in Germany. */
public final class Answering {

    private Answering() {}

    /** Until the demo's catalog is there again. */
    public static void on(DemoCatalog catalog) {
        on(catalog, "acme"::equals);
    }

    /** So does everybody's. */
    public static void everybody(DemoCatalog catalog) {
        on(catalog, _ -> true);
    }

    /** Acme's does, in this catalog. */
    public static CatalogDocument in(CatalogDocument document) {
        return in(document, "acme"::equals);
    }

    private static void on(DemoCatalog catalog, Predicate<String> whose) {
        catalog.replace(in(catalog.document(), whose));
    }

    private static CatalogDocument in(CatalogDocument document, Predicate<String> whose) {
        return document.withControllers(document.controllers().stream()
                .map(it -> whose.test(it.id()) ? at(it, Optional.of(new AnswerTime("DE", 3))) : it)
                .toList());
    }

    private static CatalogDocument.Controller at(CatalogDocument.Controller home, Optional<AnswerTime> time) {
        return new CatalogDocument.Controller(
                home.id(),
                home.name(),
                home.names(),
                home.address(),
                home.contact(),
                home.language(),
                home.jurisdiction(),
                home.policyUrl(),
                home.phone(),
                home.caps(),
                home.accent(),
                home.logo(),
                home.since(),
                home.publicUrl(),
                home.frames(),
                time,
                home.feedback(),
                home.authors(),
                home.intents(),
                false);
    }
}
