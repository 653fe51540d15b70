package dev.askfirst.platform.local;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.SecretFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * The roles of the local database and their passwords: the owner migrates, the service reads and appends, retention
 * deletes what its time has run out for. Passwords are made on first use and kept in a file only the owner can read.
 */
public final class LocalRoles {

    public static final String SUPERUSER = "postgres";
    public static final String DATABASE = "askfirst";
    public static final String OWNER = "askfirst_owner";
    public static final String SERVICE = "askfirst_service";
    public static final String RETENTION = "askfirst_retention";

    private static final List<String> ALL = List.of(OWNER, SERVICE, RETENTION);
    private static final int ENTRY_ATTEMPTS = 600;

    private static final Sql ROLE = Sql.of("select 1 from pg_roles where rolname = :name");
    private static final Sql MADE = Sql.of("select 1 from pg_database where datname = :name");

    private final Properties passwords;

    private LocalRoles(Properties passwords) {
        this.passwords = passwords;
    }

    public static LocalRoles of(Path folder) {
        var file = folder.resolve("database.properties");
        var passwords = new Properties();
        try {
            if (Files.exists(file)) {
                passwords.load(new StringReader(SecretFile.read(file)));
            } else {
                passwords.setProperty(SUPERUSER, fresh());
                for (var role : ALL) passwords.setProperty(role, fresh());
                var text = new StringWriter();
                passwords.store(text, "passwords of the local database");
                SecretFile.write(file, text.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LocalRoles(passwords);
    }

    public String password(String role) {
        return passwords.getProperty(role);
    }

    public static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** Makes the roles and the database where they are missing. */
    void ensure(int port) {
        try (var connection = superuser(port)) {
            for (var role : ALL) {
                if (ROLE.with("name", role).exists(connection)) continue;
                // A password of our own making holds letters and digits only: nothing to escape.
                execute(connection, "create role %s login password '%s'".formatted(role, password(role)));
            }
            if (!MADE.with("name", DATABASE).exists(connection)) {
                execute(connection, "create database %s owner %s".formatted(DATABASE, OWNER));
            }
        } catch (SQLException e) {
            throw new StartRefused("cannot prepare the database roles: " + e.getMessage());
        }
    }

    /** Waits until an adopted server has recovered and lets us in. */
    void awaitEntry(int port) {
        SQLException last = null;
        for (var attempt = 0; attempt < ENTRY_ATTEMPTS; attempt++) {
            try (var connection = superuser(port)) {
                if (connection.isValid(5)) return;
            } catch (SQLException e) {
                last = e;
                if (e.getSQLState() != null && e.getSQLState().startsWith("28")) break;
                pause();
            }
        }
        throw new StartRefused("the PostgreSQL on port %d does not let us in: %s".formatted(port, last));
    }

    private Connection superuser(int port) throws SQLException {
        return DriverManager.getConnection(url(port, "postgres"), SUPERUSER, password(SUPERUSER));
    }

    /** Not through the seam, which may print statements: this one holds a password. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while waiting for PostgreSQL");
        }
    }

    private static String fresh() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceAll("[-_]", "x");
    }
}
