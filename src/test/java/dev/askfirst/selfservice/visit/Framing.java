package dev.askfirst.selfservice.visit;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import java.util.List;
import java.util.Optional;

/** A catalog in which acme has web addresses of its own, for as long as something is tried. */
final class Framing {

    private Framing() {}

    /** Pages of this origin may show its visits in a frame. */
    static void by(DemoCatalog catalog, String origin, Runnable tried) {
        with(catalog, List.of(origin), Optional.empty(), tried);
    }

    /** Links in its messages lead to this domain. */
    static void under(DemoCatalog catalog, String publicUrl, Runnable tried) {
        with(catalog, List.of(), Optional.of(publicUrl), tried);
    }

    private static void with(DemoCatalog catalog, List<String> frames, Optional<String> publicUrl, Runnable tried) {
        var demo = catalog.document();
        try {
            catalog.replace(demo.withControllers(demo.controllers().stream()
                    .map(it -> it.id().equals("acme") ? at(it, frames, publicUrl) : it)
                    .toList()));
            tried.run();
        } finally {
            catalog.again();
        }
    }

    private static CatalogDocument.Controller at(
            CatalogDocument.Controller home, List<String> frames, Optional<String> publicUrl) {
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
                publicUrl,
                frames,
                home.humanRequests(),
                home.feedback(),
                home.authors(),
                home.intents(),
                false);
    }
}
