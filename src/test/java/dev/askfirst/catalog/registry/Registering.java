package dev.askfirst.catalog.registry;

import dev.askfirst.catalog.Controllers;
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
        catalog.replace(Controllers.acme(catalog.document(), "authors", authors));
    }
}
