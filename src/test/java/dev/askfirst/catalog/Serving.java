package dev.askfirst.catalog;

import java.util.List;

/** Who serves what people look for; in the demo Acme and Globex do. */
public final class Serving {

    private Serving() {}

    /** Nobody does, until the demo's catalog is there again. */
    public static void off(DemoCatalog catalog) {
        catalog.replace(nobody(catalog.document()));
    }

    /** The same catalog, in which nobody serves anything. */
    public static CatalogDocument nobody(CatalogDocument demo) {
        return Controllers.with(demo, _ -> true, "intents", List.of());
    }
}
