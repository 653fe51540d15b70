package dev.askfirst.platform.postgres;

import dev.askfirst.platform.Ids;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Finds out whether a record can be made durable right now, in less time than a probe has. At most one probe is under
 * way, so that probes do not pile up at a database that hangs.
 */
@ApplicationScoped
class CommitProbe {

    private static final Logger LOG = Logger.getLogger(CommitProbe.class);
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /**
     * The server gives up earlier than this side: else an insert that waits for a standby would wait on after this side
     * has left.
     */
    private static final int SECONDS = 1;

    /** Takes room on the database's disk as records do, and gives it back at once. */
    private static final String ROOM = """
            create temporary table if not exists room (filler text) on commit delete rows;
            insert into room select repeat('x', 1900) from generate_series(1, 64)""";

    private static final String COMMIT =
            "insert into commit_probe (id, at) values (?, clock_timestamp()) returning clock_timestamp()";

    private static final String SILENT = "the database does not answer in time";
    private static final String STANDBY = "the database waits for its standby";
    private static final String READ_ONLY = "the database is read-only";
    private static final String FULL = "the database's disk is full";
    private static final String REFUSES = "the database does not commit";

    /** In one word each, for metrics. */
    private static final Map<String, String> WORDS =
            Map.of(SILENT, "silent", STANDBY, "standby", READ_ONLY, "read_only", FULL, "disk_full", REFUSES, "refuses");

    /** What is wrong, if anything is; and how far this machine's clock is ahead of the database's. */
    record ProbeResult(Optional<String> trouble, Duration ahead) {}

    private final javax.sql.DataSource dataSource;
    private Optional<CompletableFuture<ProbeResult>> underWay = Optional.empty();
    private volatile Optional<String> told = Optional.empty();

    CommitProbe(@DataSource("probes") javax.sql.DataSource dataSource, MeterRegistry registry) {
        this.dataSource = dataSource;
        WORDS.forEach((why, word) -> Gauge.builder("askfirst.commit.trouble", () -> toldOf(why) ? 1 : 0)
                .description("1 for the reason why nothing could be committed when it was last tried")
                .tag("reason", word)
                .register(registry));
    }

    private boolean toldOf(String why) {
        return told.filter(why::equals).isPresent();
    }

    ProbeResult look() {
        var found = within(looking());
        if (!found.trouble().equals(told)) {
            told = found.trouble();
            told.ifPresentOrElse(why -> LOG.warnf("not ready: %s", why), () -> LOG.info("ready again"));
        }
        return found;
    }

    private synchronized CompletableFuture<ProbeResult> looking() {
        if (underWay.isEmpty() || underWay.get().isDone()) {
            var look = new CompletableFuture<ProbeResult>();
            Thread.ofVirtual().name("commit probe").start(() -> look.complete(tried()));
            underWay = Optional.of(look);
        }
        return underWay.get();
    }

    private static ProbeResult within(CompletableFuture<ProbeResult> look) {
        try {
            return look.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return new ProbeResult(Optional.of(SILENT), Duration.ZERO);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new ProbeResult(Optional.of("stopping"), Duration.ZERO);
        }
    }

    /**
     * Probes, and tries once more after a broken connection: a pooled one may have broken earlier, which says nothing
     * about the database.
     */
    private ProbeResult tried() {
        try {
            return probe();
        } catch (SQLException first) {
            if (!lost(first)) return new ProbeResult(Optional.of(inWords(first)), Duration.ZERO);
            try {
                return probe();
            } catch (SQLException second) {
                return new ProbeResult(Optional.of(inWords(second)), Duration.ZERO);
            }
        }
    }

    private ProbeResult probe() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            takeRoom(connection);
            try (var insert = connection.prepareStatement(COMMIT)) {
                insert.setQueryTimeout(SECONDS);
                insert.setObject(1, Ids.at(Instant.now()));
                var before = Instant.now();
                var row = insert.executeQuery();
                row.next();
                var waits = Optional.ofNullable(insert.getWarnings()).map(_ -> STANDBY);
                var there = row.getObject(1, OffsetDateTime.class).toInstant();
                return new ProbeResult(waits, ahead(before, there, Instant.now()));
            }
        }
    }

    private static void takeRoom(Connection connection) throws SQLException {
        try (var room = connection.createStatement()) {
            room.setQueryTimeout(SECONDS);
            room.execute(ROOM);
        } catch (SQLException e) {
            // Not every operator lets the service make temporary tables: then the commit alone must tell.
            if (!"42501".equals(e.getSQLState())) throw e;
        }
    }

    /** How far this clock is ahead; zero if the database's instant lies between request and reply. */
    static Duration ahead(Instant before, Instant there, Instant after) {
        if (there.isBefore(before)) return Duration.between(there, before);
        return there.isAfter(after) ? Duration.between(there, after) : Duration.ZERO;
    }

    private static boolean lost(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static String inWords(SQLException e) {
        return switch (String.valueOf(e.getSQLState())) {
            case "25006" -> READ_ONLY;
            case "53100" -> FULL;
            case "57014" -> SILENT;
            default -> REFUSES;
        };
    }
}
