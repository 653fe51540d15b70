package dev.askfirst.catalog;

import dev.askfirst.platform.json.Json;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The catalog's parts as they are administered; what decisions read is the snapshot made of them. */
@ApplicationScoped
class CatalogItemRepository implements PanacheRepositoryBase<CatalogItem, CatalogItem.Key> {

    /** Puts the parts of this document in place of all that were there. */
    void replaceAll(CatalogDocument catalog) {
        deleteAll();
        flush();
        getEntityManager().clear();
        for (var part : CatalogPart.ALL) put(part, catalog);
    }

    private <T> void put(CatalogPart<T> kind, CatalogDocument catalog) {
        for (var part : kind.of().apply(catalog)) {
            persist(new CatalogItem(kind.kind(), kind.key().apply(part), Json.write(part)));
        }
    }
}
