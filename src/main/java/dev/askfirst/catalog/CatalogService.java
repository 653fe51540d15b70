package dev.askfirst.catalog;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Holds the catalog in force. The version that each question's facts are read with says which snapshot counts, so a
 * change on one instance binds all at the next question.
 */
@ApplicationScoped
public class CatalogService {

    /** Before anything was loaded: nobody may ask about anything. */
    private static final Catalog NONE = new Catalog(0, CatalogDocument.EMPTY);

    private final DataSource dataSource;
    private volatile Catalog current = NONE;

    CatalogService(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The snapshot in memory; it may be older than the database's, never newer. */
    public Catalog current() {
        return current;
    }

    /** The newest snapshot there is. */
    public Catalog newest() {
        try (var connection = dataSource.getConnection()) {
            return newest(connection);
        } catch (SQLException e) {
            throw Outage.undecided("the catalog could not be read", e);
        }
    }

    /** The newest snapshot that this transaction can see. */
    public Catalog newest(Connection connection) throws SQLException {
        return at(connection, CatalogSnapshots.newestVersion(connection));
    }

    /** Reads a catalog as it stands in a YAML file. */
    public static CatalogDocument fromYaml(InputStream yaml) {
        try {
            return Json.read(new YAMLMapper().readTree(yaml), Json.MAPPER.readerFor(CatalogDocument.class));
        } catch (IOException e) {
            throw new StartRefused("the catalog file cannot be read: " + e.getMessage());
        }
    }

    /** The snapshot of a version, loaded if it is not the one in memory. */
    public Catalog at(Connection connection, long version) throws SQLException {
        var held = current;
        if (held.version() == version) return held;
        if (version == 0) return NONE;
        var loaded = CatalogSnapshots.read(connection, version);
        synchronized (this) {
            if (current.version() < version) current = loaded;
        }
        return loaded;
    }
}
