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

/**
 * A PostgreSQL as operators run it: a primary that confirms nothing before its standby has it on disk. Each of the two can
 * be frozen, as a machine that swaps or a disk that hangs freezes them, and the primary killed or made read-only.
 */
public final class PairedPostgres implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String STANDBY = "standby1";

    private final DataFolder folder;
    private final LocalPostgres primary;
    private final int port;
    private final Path standby;
    private final PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked());

    /** @param files the folder of the database's own files: the standby's are elsewhere, so that only one disk is full */
    private PairedPostgres(Path files, Path standbys) {
        folder = DataFolder.hold(files);
        LocalSetup.keys(folder);
        LocalPostgres.start(folder).close();
        standby = standbys;
        copy(folder.path().resolve("postgres"), standby);
        primary = LocalPostgres.start(folder);
        port = Integer.parseInt(line(folder.path().resolve("postgres/postmaster.pid"), 3));
        follow();
        synchronous();
    }

    /** Starts both, in fresh folders; returns when a commit on the primary waits for the standby. */
    public static PairedPostgres start(String name) {
        return start(RunningService.freshFolder(name));
    }

    public static PairedPostgres start(Path files) {
        return new PairedPostgres(files, RunningService.freshFolder(files.getFileName() + "-standby"));
    }

    DataFolder folder() {
        return folder;
    }

    LocalPostgres primary() {
        return primary;
    }

    public int port() {
        return port;
    }

    /** The database as the service sees it. */
    public Connection connect() throws SQLException {
        return connect(LocalRoles.DATABASE, LocalRoles.SERVICE);
    }

    /** The database as somebody sees it who may change how it runs. */
    Connection asSuperuser() throws SQLException {
        return connect(LocalRoles.DATABASE, LocalRoles.SUPERUSER);
    }

    public void freezeStandby() {
        Signals.send("STOP", Signals.tree(standbysPostmaster()));
    }

    public void thawStandby() {
        Signals.send("CONT", Signals.tree(standbysPostmaster()));
    }

    public void freeze() {
        Signals.send("STOP", Signals.tree(postmaster()));
    }

    public void thaw() {
        Signals.send("CONT", Signals.tree(postmaster()));
    }

    /** Every process of the primary at once; it is started again, as its machine would do. */
    public void kill() {
        var postmaster = postmaster();
        var processes = Signals.tree(postmaster);
        Signals.send("KILL", processes);
        Await.until("the database is dead", LONG, () -> !postmaster.isAlive());
    }

    /** Whether what is written is refused: as after a failover that left us with the wrong machine. */
    public void readOnly(boolean yes) throws SQLException {
        configure("default_transaction_read_only", yes ? "on" : "off");
        // Sessions that have the old setting already are told of the new one by the reload.
    }

    @Override
    public void close() {
        Signals.send("CONT", Signals.tree(postmaster()));
        Signals.send("CONT", Signals.tree(standbysPostmaster()));
        programs.stop(standby);
        primary.close();
        folder.close();
    }

    private void follow() {
        try {
            Files.createFile(standby.resolve("standby.signal"));
            Files.writeString(
                    standby.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=%s'%n"
                            .formatted(
                                    port,
                                    LocalRoles.SUPERUSER,
                                    primary.roles().password(LocalRoles.SUPERUSER),
                                    STANDBY),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        programs.start(
                standby,
                RunningService.freePort(),
                List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=64"),
                standby.resolveSibling(standby.getFileName() + ".log"));
    }

    private void synchronous() {
        try {
            configure("synchronous_standby_names", STANDBY);
            Await.until("the standby is synchronous", LONG, this::isSynchronous);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isSynchronous() {
        try (var connection = connect("postgres", LocalRoles.SUPERUSER);
                var select = connection.prepareStatement(
                        "select 1 from pg_stat_replication where application_name = ? and sync_state = 'sync'")) {
            select.setString(1, STANDBY);
            return select.executeQuery().next();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void configure(String setting, String value) throws SQLException {
        try (var connection = connect("postgres", LocalRoles.SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute("alter system set %s = '%s'".formatted(setting, value));
            statement.execute("select pg_reload_conf()");
        }
    }

    private Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(
                LocalRoles.url(port, database), role, primary.roles().password(role));
    }

    private ProcessHandle postmaster() {
        return primary.running().orElseThrow();
    }

    private ProcessHandle standbysPostmaster() {
        return ProcessHandle.of(Long.parseLong(line(standby.resolve("postmaster.pid"), 0)))
                .orElseThrow();
    }

    private static String line(Path file, int index) {
        try {
            return Files.readAllLines(file).get(index).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            Files.createDirectories(to.getParent());
            for (var file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
