package dev.askfirst.selfservice.visit;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import java.util.List;

/** A catalog in which acme lets an origin show its visits in a frame, for as long as something is tried. */
final class Framing {

    private Framing() {}

    static void by(DemoCatalog catalog, String origin, Runnable tried) {
        var demo = catalog.document();
        try {
            catalog.replace(demo.withControllers(demo.controllers().stream()
                    .map(it -> it.id().equals("acme") ? framedBy(it, origin) : it)
                    .toList()));
            tried.run();
        } finally {
            catalog.again();
        }
    }

    private static CatalogDocument.Controller framedBy(CatalogDocument.Controller home, String origin) {
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
                List.of(origin));
    }
}
