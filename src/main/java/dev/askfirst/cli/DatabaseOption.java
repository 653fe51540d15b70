package dev.askfirst.cli;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.local.LocalDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which database a command reads: that of a data folder, whether a service runs on it or not, or an operator's. */
final class DatabaseOption {

    /** Reads a database. */
    interface Work {

        /**
         * @param keys the folder of the keys where they lie beside the database
         * @return the exit code
         */
        int with(Connection connection, Optional<Path> keys) throws Exception;
    }

    @Mixin
    private DataOption data;

    @Option(
            names = "--url",
            defaultValue = "${env:QUARKUS_DATASOURCE_JDBC_URL}",
            description = "A database elsewhere, as jdbc:postgresql://…, in place of the data folder's. Its role and "
                    + "password are taken from QUARKUS_DATASOURCE_USERNAME and _PASSWORD.")
    private Optional<String> url = Optional.empty();

    int read(Work work) throws Exception {
        try {
            var address = url.filter(it -> !it.isBlank());
            return address.isPresent() ? elsewhere(address.get(), work) : here(work);
        } catch (SQLException e) {
            throw new StartRefused("the database cannot be read: " + e.getMessage());
        }
    }

    private int here(Work work) throws Exception {
        try (var database = LocalDatabase.reach(data.folder());
                var connection = database.connect()) {
            return work.with(connection, Optional.of(database.keys()));
        }
    }

    private static int elsewhere(String address, Work work) throws Exception {
        var login = new Properties();
        environment("QUARKUS_DATASOURCE_USERNAME").ifPresent(it -> login.setProperty("user", it));
        environment("QUARKUS_DATASOURCE_PASSWORD").ifPresent(it -> login.setProperty("password", it));
        try (var connection = DriverManager.getConnection(address, login)) {
            return work.with(connection, Optional.empty());
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
