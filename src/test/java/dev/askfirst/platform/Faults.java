package dev.askfirst.platform;

import dev.askfirst.platform.local.LocalRoles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;

/** What goes wrong with a database of a test's own, and goes right again. */
public final class Faults {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path folder;

    /** Of the service that a test class has in this folder. */
    public Faults(String folder) {
        this.folder = Path.of("target", folder);
    }

    /** Its processes are there and do nothing: connections stay open and nothing is ever answered. */
    public void frozen(Runnable meanwhile) {
        signal("-STOP");
        try {
            meanwhile.run();
        } finally {
            signal("-CONT");
        }
    }

    /** Commits wait for a standby that does not come. */
    public void withoutItsStandby(Runnable meanwhile) {
        set("alter system set synchronous_standby_names = 'nobody'", "nobody");
        try {
            meanwhile.run();
        } finally {
            set("alter system reset synchronous_standby_names", "");
        }
    }

    /** It stops as for an update and is there again; every connection is gone. */
    public void restarted() {
        var before = postmaster();
        run("kill", "-INT", Long.toString(before.pid()));
        Await.until("the database is another", SOON, () -> !before.isAlive() && isReady());
    }

    /** Says something to the database that only its owner may. */
    public void execute(String sql) {
        try (var connection = DriverManager.getConnection(
                        LocalRoles.url(port(), LocalRoles.DATABASE), "postgres", password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void set(String sql, String wanted) {
        execute(sql);
        execute("select pg_reload_conf()");
        Await.until("the setting is in force", SOON, () -> isSet(wanted));
    }

    private boolean isSet(String wanted) {
        try (var connection = DriverManager.getConnection(
                        LocalRoles.url(port(), LocalRoles.DATABASE), "postgres", password());
                var row = connection.createStatement().executeQuery("show synchronous_standby_names")) {
            row.next();
            return row.getString(1).equals(wanted);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isReady() {
        try (var connection =
                DriverManager.getConnection(LocalRoles.url(port(), LocalRoles.DATABASE), "postgres", password())) {
            return connection.isValid(5);
        } catch (SQLException | UncheckedIOException _) {
            return false;
        }
    }

    private void signal(String name) {
        var postmaster = postmaster();
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(process -> run("kill", name, Long.toString(process.pid())));
    }

    private static void run(String... command) {
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessHandle postmaster() {
        return ProcessHandle.of(Long.parseLong(pidLine(0))).orElseThrow();
    }

    private int port() {
        return Integer.parseInt(pidLine(3));
    }

    private String pidLine(int index) {
        try {
            return Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .get(index)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String password() {
        return LocalRoles.of(folder.resolve("keys")).password(LocalRoles.SUPERUSER);
    }
}
