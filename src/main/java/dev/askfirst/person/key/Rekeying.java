package dev.askfirst.person.key;

import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.Keys;
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
 * Moves rows from old keys to the current ones, in small transactions that skip rows locked by others. Any number of
 * instances may run it at once, and any of them may crash.
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
            KeyRing ring,
            MeterRegistry registry) {
        this.dataSource = dataSource;
        this.refiling = refiling;
        this.rewrapping = rewrapping;
        for (var name : List.of(KeyName.contact, KeyName.service)) {
            Gauge.builder("askfirst.keys.current", () -> current(name))
                    .description("the version that new rows are written under")
                    .tag("keyset", name.name())
                    .register(registry);
            Gauge.builder("askfirst.keys.missing", () -> missing(name, ring.keys()))
                    .description("keys that rows may stand under and that this instance does not have")
                    .tag("keyset", name.name())
                    .register(registry);
        }
        shown = MultiGauge.builder("askfirst.keys.left")
                .description("rows that stand under older versions")
                .register(registry);
    }

    @Scheduled(
            every = "{askfirst.rekeying.every}",
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
            // The metric must not show 0 from a count before the keys changed.
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
        // Rows that were locked, or written by an instance that lags behind, are moved in the next pass. If the count
        // did not change, the rest cannot be moved.
        if (left.equals(before)) restsUntil = System.nanoTime() + REST.toNanos();
    }

    /** Shows the count as a metric; before the first count there is none. */
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

    private long missing(KeyName name, Keys keys) {
        var own = name == KeyName.contact
                ? keys.contact().versions()
                : keys.service().versions();
        var versions = live.get(name);
        return versions == null
                ? 0
                : versions.versions().stream().filter(it -> !own.contains(it)).count();
    }

    private long current(KeyName name) {
        var versions = live.get(name);
        return versions == null ? 0 : Integer.toUnsignedLong(versions.versions().getFirst());
    }
}
