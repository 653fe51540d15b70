package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** The rows of the catalog's versions: added with their entries, one for each number, and never changed. */
final class CatalogSnapshots {

    private CatalogSnapshots() {}

    /** The newest version there is; 0 before the first. */
    static long newestVersion(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select coalesce(max(version), 0) from catalog_snapshot")) {
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    static Catalog read(Connection connection, long version) throws SQLException {
        try (var select = connection.prepareStatement("select document from catalog_snapshot where version = ?")) {
            select.setLong(1, version);
            var row = select.executeQuery();
            if (!row.next()) throw new IllegalStateException("no catalog version " + version);
            return new Catalog(version, Json.MAPPER.readValue(row.getString(1), CatalogDocument.class));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read catalog version " + version, e);
        }
    }

    /** Adds a version; a second one with the same number waits for the first, and then fails (23505). */
    static void insert(Connection connection, Catalog catalog, Instant at, Caller by) throws SQLException {
        var text = Entry.canonical(Json.MAPPER.<JsonNode>valueToTree(catalog.document()));
        var hash = Sha256.of(text);
        var byNode = Json.MAPPER.<JsonNode>valueToTree(by.asRecorded());
        var page = new Page(at);
        var slot = page.add(new Entry()
                .node("by", byNode)
                .hash("hash", hash)
                .text("kind", "catalog")
                .time("made", at)
                .number("version", catalog.version()));
        try (var insert = connection.prepareStatement("""
                insert into catalog_snapshot (version, document, hash, by, made, page_id, slot)
                values (?, ?, ?, ?::jsonb, ?, ?, ?)""")) {
            insert.setLong(1, catalog.version());
            insert.setString(2, text);
            insert.setBytes(3, hash);
            insert.setString(4, byNode.toString());
            insert.setObject(5, at.atOffset(ZoneOffset.UTC));
            insert.setObject(6, page.id());
            insert.setShort(7, slot);
            insert.executeUpdate();
        }
        page.insert(connection);
    }
}
