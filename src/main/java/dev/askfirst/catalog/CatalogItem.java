package dev.askfirst.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One administered part of the catalog: a controller, sender, channel, purpose, topic, notice, basis or retention rule. */
@Entity(name = "catalog_item")
class CatalogItem {

    @Embeddable
    record Key(String kind, String id) {}

    @EmbeddedId
    Key key;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    String body;

    CatalogItem() {}

    CatalogItem(String kind, String id, String body) {
        this.key = new Key(kind, id);
        this.body = body;
    }
}
