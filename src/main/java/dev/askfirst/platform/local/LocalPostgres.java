package dev.askfirst.platform.local;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL of the service's own in its data folder. It is durable (fsync, synchronous commit and full page writes
 * on), is adopted when it outlived a killed service, is started again when it dies, and stops with the service.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LocalPostgres.class);
    private static final Duration WATCH = Duration.ofMillis(200);
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=64",
            "shared_buffers=" + buffers(),
            "max_wal_size=4GB",
            "checkpoint_timeout=15min",
            "timezone=UTC",
            "log_timezone=UTC");

    private final PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked());
    private final Path cluster;
    private final Path log;
    private final LocalRoles roles;
    private final int port;
    private final Thread watch;
    private volatile boolean stopping;

    private LocalPostgres(Path folder) {
        this.cluster = folder.resolve("postgres");
        this.log = folder.resolve("postgres.log");
        this.roles = LocalRoles.of(folder.resolve("keys"));
        if (!Files.exists(cluster.resolve("PG_VERSION"))) initialise();
        this.port = running().isPresent() ? adopt() : launch(freePort());
        roles.ensure(port);
        this.watch = Thread.ofPlatform().daemon().name("postgres-watch").unstarted(this::watch);
    }

    /** Starts or adopts the database of this folder; returns when it takes connections. */
    public static LocalPostgres start(DataFolder folder) {
        var postgres = new LocalPostgres(folder.path());
        postgres.watch.start();
        return postgres;
    }

    public LocalRoles roles() {
        return roles;
    }

    public String jdbcUrl() {
        return LocalRoles.url(port, LocalRoles.DATABASE);
    }

    /** The postmaster's process, if one runs on this folder. The number in its file may be another program's by now. */
    public Optional<ProcessHandle> running() {
        return pidLine(0)
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(cluster.toString()))
                        .isPresent());
    }

    @Override
    public void close() {
        stopping = true;
        // A start that is under way ends first: it would outlive us.
        join(watch);
        if (running().isPresent()) programs.stop(cluster);
    }

    private void initialise() {
        var fresh = cluster.resolveSibling("postgres.new");
        var password = cluster.resolveSibling("superuser.password");
        try {
            deleteAll(fresh);
            SecretFile.write(password, roles.password(LocalRoles.SUPERUSER));
            programs.initdb(fresh, LocalRoles.SUPERUSER, password);
            Files.delete(password);
            Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the database in " + cluster, e);
        }
    }

    private int adopt() {
        var found = pidLine(3).map(Integer::parseInt).orElseThrow(() -> new StartRefused("PostgreSQL names no port"));
        roles.awaitEntry(found);
        LOG.infof("adopted the running PostgreSQL of %s", cluster);
        return found;
    }

    /** Only called when nothing runs: PostgreSQL would take whoever has its old process number for itself. */
    private int launch(int at) {
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        programs.start(cluster, at, SETTINGS, log);
        return at;
    }

    /** A database that died is started again; until then questions are answered with `undecided`. */
    private void watch() {
        while (!stopping) {
            try {
                Thread.sleep(WATCH);
                if (running().isPresent()) continue;
                LOG.warn("PostgreSQL died; starting it again");
                launch(port);
            } catch (InterruptedException _) {
                return;
            } catch (StartRefused e) {
                if (!stopping) LOG.warnf("PostgreSQL does not start yet: %s", e.getMessage());
            }
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    private Optional<String> pidLine(int index) {
        try (var lines = Files.lines(pidFile())) {
            return lines.skip(index).findFirst().map(String::strip).filter(line -> !line.isEmpty());
        } catch (IOException | UncheckedIOException _) {
            return Optional.empty();
        }
    }

    /** An eighth of the memory, within bounds: the service and everything else on the machine want theirs. */
    private static String buffers() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var megabytes = system.getTotalMemorySize() / 8 / 1024 / 1024;
        return Math.clamp(megabytes, 128, 2048) + "MB";
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
