package dev.askfirst.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.platform.Caller;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.StartRefused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Holds the catalog in force. Every change writes one immutable snapshot and an entry; the version that each question's
 * facts are read with says which snapshot counts, so a change on one instance binds all at the next question.
 */
@ApplicationScoped
public class CatalogService {

    private static final Logger LOG = Logger.getLogger(CatalogService.class);

    /** Before anything was loaded: nobody may ask about anything. */
    private static final Catalog NONE = new Catalog(0, CatalogDocument.EMPTY);

    private final DataSource dataSource;
    private final CatalogItemRepository items;
    private final Clock clock;
    private volatile Catalog current = NONE;

    CatalogService(DataSource dataSource, CatalogItemRepository items, Clock clock) {
        this.dataSource = dataSource;
        this.items = items;
        this.clock = clock;
    }

    /** The snapshot in memory; it may be older than the database's, never newer. */
    public Catalog current() {
        return current;
    }

    /** The snapshot of a version, loaded if it is not the one in memory. */
    public Catalog at(long version) {
        var held = current;
        if (held.version() == version) return held;
        var loaded = load(version);
        synchronized (this) {
            if (current.version() < version) current = loaded;
        }
        return loaded;
    }

    /** The newest snapshot there is. */
    public Catalog newest() {
        try (var connection = dataSource.getConnection()) {
            return at(newestVersion(connection));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Puts a whole catalog in force, from the next question on. Everything wrong with it is refused at once. */
    @Transactional
    public void replace(CatalogDocument document, Caller by) {
        var errors = CatalogCheck.errors(document);
        if (!errors.isEmpty()) throw Fault.invalid(errors);
        try (var connection = dataSource.getConnection()) {
            var before = newestVersion(connection);
            var at = clock.read(connection);
            var complete = document.inForceFrom(at, at(before).document());
            items.replaceAll(complete);
            snapshot(connection, new Catalog(before + 1, complete), at, by);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write the catalog", e);
        }
    }

    /** Reads a catalog as it stands in a YAML file. */
    public static CatalogDocument fromYaml(InputStream yaml) {
        try {
            return Json.read(new YAMLMapper().readTree(yaml), Json.MAPPER.readerFor(CatalogDocument.class));
        } catch (IOException e) {
            throw new StartRefused("the catalog file cannot be read: " + e.getMessage());
        }
    }

    private static void snapshot(Connection connection, Catalog catalog, Instant at, Caller by) throws SQLException {
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
        page.insert(connection);
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
    }

    private Catalog load(long version) {
        if (version == 0) return NONE;
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select document from catalog_snapshot where version = ?")) {
            select.setLong(1, version);
            var row = select.executeQuery();
            if (!row.next()) throw new IllegalStateException("no catalog version " + version);
            return new Catalog(version, Json.MAPPER.readValue(row.getString(1), CatalogDocument.class));
        } catch (SQLException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read catalog version " + version, e);
        }
    }

    private static Fault unreadable(SQLException e) {
        LOG.warnf("the catalog cannot be read: %s %s", e.getSQLState(), e.getMessage());
        return Fault.of(ProblemCode.UNDECIDED, "the catalog could not be read");
    }

    private static long newestVersion(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select coalesce(max(version), 0) from catalog_snapshot")) {
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
