package dev.askfirst.catalog;

import dev.askfirst.law.AnswerTime;
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
        return Controllers.with(document, whose, "humanRequests", new AnswerTime("DE", 3));
    }
}
