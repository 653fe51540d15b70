package dev.askfirst.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The demo's catalog, which tests may change as long as they put it back. */
@ApplicationScoped
public class DemoCatalog {

    private static final CatalogDocument DEMO =
            FirstCatalog.withLaws(CatalogService.fromYaml(DemoCatalog.class.getResourceAsStream("/demo/catalog.yaml")));

    private final CatalogWriter writer;
    private final Database database;
    private final DataSource dataSource;
    private final Clock clock;

    DemoCatalog(CatalogWriter writer, Database database, DataSource dataSource, Clock clock) {
        this.writer = writer;
        this.database = database;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    public CatalogDocument document() {
        return DEMO;
    }

    /** Puts another catalog in its place. */
    public void replace(CatalogDocument document) {
        writer.replace(document, Caller.OPERATOR);
    }

    /** A version as another instance writes it, or one before ours: nobody tells this one, and nothing was checked. */
    public void writtenElsewhere(CatalogDocument document) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, document);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest version with other words in it, as another instance writes it up to its commit. */
    public void writtenElsewhere(Connection connection, String words, String others) throws SQLException {
        var newest = CatalogSnapshots.read(connection, CatalogSnapshots.newestVersion(connection));
        var changed = Json.write(newest.document()).replace(words, others);
        try {
            insert(connection, Json.MAPPER.readValue(changed, CatalogDocument.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void insert(Connection connection, CatalogDocument document) throws SQLException {
        var version = CatalogSnapshots.newestVersion(connection) + 1;
        CatalogSnapshots.insert(connection, new Catalog(version, document), clock.read(connection), Caller.OPERATOR);
    }

    /** Puts the demo back, also where a wording that it does not have was used meanwhile. */
    public void again() {
        database.execute(
                "delete from notice_use where version > 1 or id not in ('acme-marketing', 'globex-marketing')");
        replace(DEMO);
    }
}
