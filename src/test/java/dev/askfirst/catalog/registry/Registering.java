package dev.askfirst.catalog.registry;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.author.Authors;
import java.util.List;
import java.util.Optional;

/** Acme registers who writes for it. */
public final class Registering {

    /** Ines Costa, employed there; nobody else may sign. */
    public static final Authors INES = new Authors(
            true,
            List.of(new Author(
                    "ines.costa",
                    "Ines Costa",
                    Author.Role.EMPLOYEE,
                    Optional.of("mailto:ines@acme.example"),
                    Optional.empty(),
                    Optional.empty())));

    private Registering() {}

    /** Until the demo's catalog is there again. */
    public static void on(DemoCatalog catalog, Authors authors) {
        var demo = catalog.document();
        catalog.replace(demo.withControllers(demo.controllers().stream()
                .map(it -> it.id().equals("acme") ? with(it, authors) : it)
                .toList()));
    }

    private static CatalogDocument.Controller with(CatalogDocument.Controller home, Authors authors) {
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
                home.humanRequests(),
                home.feedback(),
                Optional.of(authors),
                home.intents(),
                home.suggestsHours());
    }
}
