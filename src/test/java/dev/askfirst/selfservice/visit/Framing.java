package dev.askfirst.selfservice.visit;

import dev.askfirst.catalog.Controllers;
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
            var framed = Controllers.acme(demo, "frames", frames);
            catalog.replace(Controllers.acme(framed, "publicUrl", publicUrl));
            tried.run();
        } finally {
            catalog.again();
        }
    }
}
