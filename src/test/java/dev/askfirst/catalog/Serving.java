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
        return demo.withControllers(
                demo.controllers().stream().map(Serving::without).toList());
    }

    private static CatalogDocument.Controller without(CatalogDocument.Controller home) {
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
                home.authors(),
                List.of(),
                home.suggestsHours());
    }
}
