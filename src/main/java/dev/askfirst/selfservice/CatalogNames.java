package dev.askfirst.selfservice;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.CatalogDocument;

/** What the parts of a catalog are called on a page; a part that is gone is called by its id. */
final class CatalogNames {

    private final Catalog catalog;

    CatalogNames(Catalog catalog) {
        this.catalog = catalog;
    }

    String controller(String id) {
        return catalog.controller(id).map(CatalogDocument.Controller::name).orElse(id);
    }

    /** The human to turn to. */
    String contact(String controller) {
        return catalog.controller(controller)
                .map(CatalogDocument.Controller::contact)
                .orElse("");
    }

    String topic(String id) {
        return catalog.document().topics().stream()
                .filter(it -> it.id().equals(id))
                .map(CatalogDocument.Topic::name)
                .findFirst()
                .orElse(id);
    }

    String channel(String id) {
        return catalog.document().channels().stream()
                .filter(it -> it.id().equals(id))
                .map(CatalogDocument.Channel::name)
                .findFirst()
                .orElse(id);
    }
}
