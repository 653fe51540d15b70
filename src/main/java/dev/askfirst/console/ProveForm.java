package dev.askfirst.console;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;
import java.util.List;

/**
 * The question for a consent as it was typed, and what was wrong with it.
 *
 * @param topics of the catalog, to choose from
 * @param wrong empty if nothing was
 */
public record ProveForm(String who, String at, String topic, List<CatalogDocument.Topic> topics, String wrong) {

    static ProveForm empty(Catalog catalog) {
        return new ProveForm("", "", "", catalog.document().topics(), "");
    }
}
