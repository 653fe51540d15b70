package dev.askfirst.platform.local;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The database in a data folder, whether the service runs there or not: one that does not run is started, and stopped again. */
public final class LocalDatabase implements AutoCloseable {

    private final Path keys;
    private final String url;
    private final String password;
    private final AutoCloseable ours;

    private LocalDatabase(Path keys, String url, String password, AutoCloseable ours) {
        this.keys = keys;
        this.url = url;
        this.password = password;
        this.ours = ours;
    }

    /** Refused where there never was one. */
    public static LocalDatabase reach(Path data) {
        if (!Files.exists(data.resolve("postgres/PG_VERSION"))) {
            throw new StartRefused("there is no database in " + data.toAbsolutePath());
        }
        return DataFolder.tryHold(data).map(LocalDatabase::start).orElseGet(() -> running(data));
    }

    /** The service's own keys, beside the database. */
    public Path keys() {
        return keys;
    }

    /** A connection with the rights of the service. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, LocalRoles.SERVICE, password);
    }

    private static LocalDatabase start(DataFolder folder) {
        try {
            var postgres = LocalPostgres.start(folder);
            return new LocalDatabase(
                    folder.keys(), postgres.jdbcUrl(), postgres.roles().password(LocalRoles.SERVICE), () -> {
                        postgres.close();
                        folder.close();
                    });
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static LocalDatabase running(Path data) {
        try {
            var port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .get(3)
                    .strip();
            var keys = data.resolve("keys");
            var url = LocalRoles.url(Integer.parseInt(port), LocalRoles.DATABASE);
            return new LocalDatabase(keys, url, LocalRoles.of(keys).password(LocalRoles.SERVICE), () -> {});
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new StartRefused("the service on %s has no running database: %s".formatted(data, e.getMessage()));
        }
    }

    @Override
    public void close() throws Exception {
        ours.close();
    }
}
