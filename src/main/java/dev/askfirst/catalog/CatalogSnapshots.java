package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The rows of the catalog's versions: added with their entries, one for each number, and never changed. */
final class CatalogSnapshots {

    private static final Sql NEWEST = Sql.of("select coalesce(max(version), 0) as version from catalog_snapshot");
    private static final Sql READ =
            Sql.of("select document, second_admin from catalog_snapshot where version = :version");
    private static final Sql INSERT = Sql.of("""
            insert into catalog_snapshot (version, document, hash, by, made, page_id, slot, second_admin, approved)
            values (:version, :document, :hash, :by::jsonb, :made, :page, :slot, :secondAdmin, :approved::jsonb)""");

    private CatalogSnapshots() {}

    /** The newest version there is; 0 before the first. */
    static long newestVersion(Connection connection) throws SQLException {
        return NEWEST.first(connection, row -> row.number("version")).orElseThrow();
    }

    /** Who stands for a version: whoever made it and, where two are needed, who approved it. */
    record Makers(Caller.Recorded by, Optional<Caller.Recorded> approved) {}

    static Catalog read(Connection connection, long version) throws SQLException {
        return READ.with("version", version)
                .first(connection, row -> catalog(version, row))
                .orElseThrow(() -> new IllegalStateException("no catalog version " + version));
    }

    private static Catalog catalog(long version, Row row) throws SQLException {
        return new Catalog(version, document(row.text("document"), "version " + version), row.flag("second_admin"));
    }

    /** A document as it is stored. */
    static CatalogDocument document(String stored, String of) {
        try {
            return Json.MAPPER.readValue(stored, CatalogDocument.class);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the catalog of " + of, e);
        }
    }

    /** A document as it is stored and hashed. */
    static String text(CatalogDocument document) {
        return Entry.canonical(Json.MAPPER.<JsonNode>valueToTree(document));
    }

    /** Adds a version that one person stands for. */
    static void insert(Connection connection, Catalog catalog, Instant at, Caller by) throws SQLException {
        insert(connection, catalog, at, new Makers(by.asRecorded(), Optional.empty()));
    }

    /** Adds a version; a second one with the same number waits for the first, and then fails (23505). */
    static void insert(Connection connection, Catalog catalog, Instant at, Makers makers) throws SQLException {
        var text = text(catalog.document());
        var hash = Sha256.of(text);
        var by = Json.MAPPER.<JsonNode>valueToTree(makers.by());
        var approved = makers.approved().map(Json.MAPPER::<JsonNode>valueToTree);
        var page = new Page(at);
        var slot = page.add(entry(catalog.version(), hash, catalog.secondAdmin(), at, by, approved));
        INSERT.with("version", catalog.version())
                .with("document", text)
                .with("hash", hash)
                .with("by", by.toString())
                .with("made", at)
                .with("page", page.id())
                .with("slot", slot)
                .with("secondAdmin", catalog.secondAdmin())
                .with("approved", approved.map(JsonNode::toString))
                .update(connection);
        page.insert(connection);
    }

    /** The log entry of a version, in the form of {@code docs/entry-format.md}. */
    static Entry entry(
            long version, byte[] hash, boolean secondAdmin, Instant made, JsonNode by, Optional<JsonNode> approved) {
        var entry = new Entry();
        approved.ifPresent(it -> entry.node("approved", it));
        entry.node("by", by).hash("hash", hash).text("kind", "catalog").time("made", made);
        if (secondAdmin) entry.flag("secondAdmin", true);
        return entry.number("version", version);
    }
}
