package dev.askfirst.platform;

import dev.askfirst.platform.local.LocalPostgres;
import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalSetup;
import dev.askfirst.platform.local.PostgresBinaries;
import dev.askfirst.platform.local.PostgresPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL that nobody but the test looks after: it is copied, started, promoted, frozen and killed, and stays so. */
public final class PostgresServer implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100", "max_wal_size=128MB");

    private final PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked());
    private final Path cluster;
    private final int port;
    private final LocalRoles roles;

    private PostgresServer(Path cluster, int port, LocalRoles roles) {
        this.cluster = cluster;
        this.port = port;
        this.roles = roles;
    }

    /** A new cluster with the roles of the service in this folder, beside the keys. It is not started yet. */
    public static PostgresServer in(DataFolder folder) {
        LocalSetup.keys(folder);
        LocalPostgres.start(folder).close();
        return new PostgresServer(
                folder.path().resolve("postgres"), RunningService.freePort(), LocalRoles.of(folder.keys()));
    }

    /** A copy of this one, which does not run, in a folder that is not there yet; on a port of its own. */
    public PostgresServer copy(Path to) {
        return copy(to, RunningService.freePort());
    }

    /** The same on this port. */
    public PostgresServer copy(Path to, int itsPort) {
        try (var files = Files.walk(cluster)) {
            Files.createDirectories(to.getParent());
            for (var file : files.toList())
                Files.copy(file, to.resolve(cluster.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PostgresServer(to, itsPort, roles);
    }

    public int port() {
        return port;
    }

    public LocalRoles roles() {
        return roles;
    }

    /** Makes it a standby of another one, by this name, once it is started. */
    public void follow(PostgresServer primary, String name) {
        configure("primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=%s'"
                .formatted(primary.port, LocalRoles.SUPERUSER, roles.password(LocalRoles.SUPERUSER), name));
        signal("standby.signal");
    }

    /** Lets it copy each piece of its write-ahead log to this folder. */
    public void archiveTo(Path archive) {
        configure("archive_mode = always\narchive_command = 'cp %%p %s/%%f'".formatted(archive));
    }

    /** Lets it read the archive up to this instant once it is started, and go on from there. */
    public void restoreFrom(Path archive, String instant) {
        configure("restore_command = 'cp %s/%%f %%p'\nrecovery_target_time = '%s'\nrecovery_target_action = promote"
                .formatted(archive, instant));
        signal("recovery.signal");
    }

    /** Adds lines to its configuration, in force from the next start on. */
    public void configure(String lines) {
        write(cluster.resolve("postgresql.auto.conf"), lines + "\n", StandardOpenOption.APPEND);
    }

    public void start() {
        try {
            // The number in it may be another program's by now.
            Files.deleteIfExists(cluster.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        programs.start(cluster, port, SETTINGS, cluster.resolveSibling(cluster.getFileName() + ".log"));
    }

    public void ensureStarted() {
        if (!runs()) start();
    }

    public void stop() {
        programs.stop(cluster);
    }

    /** Every process of it at once. */
    public void kill() {
        var postmaster = postmaster();
        Signals.send("KILL", tree());
        Await.until("the database is dead", LONG, () -> !postmaster.isAlive());
    }

    public void freeze() {
        Signals.send("STOP", tree());
    }

    public void thaw() {
        Signals.send("CONT", tree());
    }

    /** Makes a standby the primary; returns when it is. */
    public void promote() throws SQLException {
        ask("select pg_promote(true, 60)");
        Await.until(
                "it is the primary",
                LONG,
                () -> !ask("select pg_is_in_recovery()").equals("t"));
    }

    /** Lets commits wait for this standby from now on; returns when it follows. */
    public void waitFor(String standby) throws SQLException {
        try (var connection = connect("postgres", LocalRoles.SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute("alter system set synchronous_standby_names = '%s'".formatted(standby));
            statement.execute("select pg_reload_conf()");
        }
        Await.until(
                "the standby is synchronous",
                LONG,
                () -> ask("select count(*) from pg_stat_replication where sync_state = 'sync'")
                        .equals("1"));
    }

    /** The first value of a query's first row, as its superuser sees it. */
    public String ask(String query) {
        try (var connection = connect(LocalRoles.DATABASE, LocalRoles.SUPERUSER);
                var select = connection.createStatement();
                var row = select.executeQuery(query)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    /** The database as this role sees it. */
    public Connection connect(String role) throws SQLException {
        return connect(LocalRoles.DATABASE, role);
    }

    @Override
    public void close() {
        if (!runs()) return;
        thaw();
        stop();
    }

    private boolean runs() {
        var file = cluster.resolve("postmaster.pid");
        return Files.exists(file) && ProcessHandle.of(pid(file)).isPresent();
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(LocalRoles.url(port, database), role, roles.password(role));
    }

    private ProcessHandle postmaster() {
        return ProcessHandle.of(pid(cluster.resolve("postmaster.pid"))).orElseThrow();
    }

    private List<ProcessHandle> tree() {
        return Signals.tree(postmaster());
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String file) {
        write(cluster.resolve(file), "", StandardOpenOption.CREATE);
    }

    private static void write(Path file, String text, StandardOpenOption how) {
        try {
            Files.writeString(file, text, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
