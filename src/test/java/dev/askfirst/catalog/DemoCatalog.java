package dev.askfirst.catalog;

import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;

/** The demo's catalog, which tests may change as long as they put it back. */
@ApplicationScoped
public class DemoCatalog {

    private static final CatalogDocument DEMO =
            CatalogService.fromYaml(DemoCatalog.class.getResourceAsStream("/demo/catalog.yaml"));

    private final CatalogWriter writer;
    private final Database database;

    DemoCatalog(CatalogWriter writer, Database database) {
        this.writer = writer;
        this.database = database;
    }

    public CatalogDocument document() {
        return DEMO;
    }

    /** Puts another catalog in its place. */
    public void replace(CatalogDocument document) {
        writer.replace(document, Caller.OPERATOR);
    }

    /** Puts the demo back, also where a wording that it does not have was used meanwhile. */
    public void again() {
        database.execute(
                "delete from notice_use where version > 1 or id not in ('acme-marketing', 'globex-marketing')");
        replace(DEMO);
    }
}
