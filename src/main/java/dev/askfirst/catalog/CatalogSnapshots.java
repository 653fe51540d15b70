package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The rows of the catalog's versions: added with their entries, one for each number, and never changed. */
final class CatalogSnapshots {

    private static final Sql NEWEST = Sql.of("select coalesce(max(version), 0) as version from catalog_snapshot");
    private static final Sql READ = Sql.of("select document from catalog_snapshot where version = :version");
    private static final Sql INSERT = Sql.of("""
            insert into catalog_snapshot (version, document, hash, by, made, page_id, slot)
            values (:version, :document, :hash, :by::jsonb, :made, :page, :slot)""");

    private CatalogSnapshots() {}

    /** The newest version there is; 0 before the first. */
    static long newestVersion(Connection connection) throws SQLException {
        return NEWEST.first(connection, row -> row.number("version")).orElseThrow();
    }

    static Catalog read(Connection connection, long version) throws SQLException {
        var document = READ.with("version", version)
                .first(connection, row -> row.text("document"))
                .orElseThrow(() -> new IllegalStateException("no catalog version " + version));
        try {
            return new Catalog(version, Json.MAPPER.readValue(document, CatalogDocument.class));
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
        INSERT.with("version", catalog.version())
                .with("document", text)
                .with("hash", hash)
                .with("by", byNode.toString())
                .with("made", at)
                .with("page", page.id())
                .with("slot", slot)
                .update(connection);
        page.insert(connection);
    }
}
