package dev.askfirst.catalog;

import dev.askfirst.platform.Json;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** The catalog's parts as they are administered; what decisions read is the snapshot made of them. */
@ApplicationScoped
class CatalogItemRepository implements PanacheRepositoryBase<CatalogItem, CatalogItem.Key> {

    /** Puts the parts of this document in place of all that were there. */
    void replaceAll(CatalogDocument catalog) {
        deleteAll();
        flush();
        getEntityManager().clear();
        put("controllers", catalog.controllers(), CatalogDocument.Controller::id);
        put("senders", catalog.senders(), CatalogDocument.Sender::id);
        put("channels", catalog.channels(), CatalogDocument.Channel::id);
        put("purposes", catalog.purposes(), CatalogDocument.Purpose::id);
        put("topics", catalog.topics(), CatalogDocument.Topic::id);
        put("notices", catalog.notices(), notice -> notice.id() + "/" + notice.version() + "/" + notice.language());
        put("bases", catalog.bases(), BasisRule::id);
        put("retention", catalog.retention(), RetentionRule::id);
    }

    private <T> void put(String kind, List<T> parts, Function<T, String> id) {
        for (var part : parts) persist(new CatalogItem(kind, id.apply(part), Json.write(part)));
    }
}
