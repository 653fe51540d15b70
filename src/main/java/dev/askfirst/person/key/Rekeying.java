package dev.askfirst.person.key;

import dev.askfirst.platform.security.KeyName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Brings what stands under old keys under the current ones, in small transactions that leave out what others have
 * locked. Any number of instances may do it at once, and any of them may die at it.
 */
@ApplicationScoped
class Rekeying {

    private static final Logger LOG = Logger.getLogger(Rekeying.class);
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofMinutes(1);

    private interface Piece {
        int in(Connection connection) throws SQLException;
    }

    private final javax.sql.DataSource dataSource;
    private final Refiling refiling;
    private final Rewrapping rewrapping;
    private volatile Map<KeyName, LiveKeys> live = Map.of();
    private final MultiGauge shown;
    private Optional<Map<KeyName, Long>> left = Optional.empty();
    private volatile long restsUntil = System.nanoTime();
    private volatile String trouble = "";

    Rekeying(
            @DataSource("work") javax.sql.DataSource dataSource,
            Refiling refiling,
            Rewrapping rewrapping,
            MeterRegistry registry) {
        this.dataSource = dataSource;
        this.refiling = refiling;
        this.rewrapping = rewrapping;
        for (var name : List.of(KeyName.contact, KeyName.service)) {
            Gauge.builder("askfirst.keys.current", () -> current(name))
                    .description("the version that new rows are written under")
                    .tag("keyset", name.name())
                    .register(registry);
        }
        shown = MultiGauge.builder("askfirst.keys.left")
                .description("rows that stand under older versions")
                .register(registry);
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void run() {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                run(connection);
                trouble = "";
            } finally {
                connection.rollback();
            }
        } catch (SQLException | RuntimeException e) {
            if (!e.toString().equals(trouble)) LOG.warnf("not rekeyed yet: %s", e);
            trouble = e.toString();
        }
    }

    private void run(Connection connection) throws SQLException {
        var found = KeyUse.read(connection);
        connection.commit();
        if (!found.equals(live)) {
            restsUntil = System.nanoTime();
            // Whoever waits for nought must not find what was counted before the keys changed.
            show(Optional.empty());
        }
        live = found;
        if (restsUntil - System.nanoTime() > 0) return;
        var end = System.nanoTime() + SLICE.toNanos();
        for (var piece : List.<Piece>of(refiling::piece, rewrapping::piece)) {
            while (commit(connection, piece) > 0) if (System.nanoTime() > end) return;
        }
        var before = left;
        show(Optional.of(count(connection)));
        connection.commit();
        // What was locked, or came from an instance that lags behind, is there at the next look. The rest is there to
        // stay.
        if (left.equals(before)) restsUntil = System.nanoTime() + REST.toNanos();
    }

    /** What was never counted is not shown at all. */
    private void show(Optional<Map<KeyName, Long>> counted) {
        left = counted;
        var rows = counted.stream()
                .flatMap(count -> Stream.of(KeyName.contact, KeyName.service)
                        .map(name -> MultiGauge.Row.of(Tags.of("keyset", name.name()), count.getOrDefault(name, 0L))))
                .toList();
        shown.register(rows, true);
    }

    private static int commit(Connection connection, Piece piece) throws SQLException {
        var size = piece.in(connection);
        connection.commit();
        return size;
    }

    private Map<KeyName, Long> count(Connection connection) throws SQLException {
        var count = new EnumMap<KeyName, Long>(KeyName.class);
        for (var entry : live.entrySet()) {
            var versions = entry.getValue().versions();
            var old = versions.subList(1, versions.size());
            if (old.isEmpty()) continue;
            count.put(
                    entry.getKey(),
                    entry.getKey() == KeyName.contact ? Filed.count(connection, old) : Wrapped.count(connection, old));
        }
        return count;
    }

    private long current(KeyName name) {
        var versions = live.get(name);
        return versions == null ? 0 : Integer.toUnsignedLong(versions.versions().getFirst());
    }
}
