package dev.askfirst.decision.replay;

import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Replays a few recorded decisions from time to time. One that comes out differently raises the alarm, which stays
 * until the service is restarted: somebody must look for the cause.
 */
@Wellness
@ApplicationScoped
class ReplaySample implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(ReplaySample.class);

    private static final Sql FIRST = Sql.of("select page_id as id from decision_page order by page_id limit 1");
    private static final Sql LAST = Sql.of("select page_id as id from decision_page order by page_id desc limit 1");
    private static final Sql NEXT = Sql.of("""
            select decision_on(page_id, floor(random() * n)::bigint) as id from decision_page
            where page_id >= first_uuid_of(:at) order by page_id limit 1""");

    private enum Result {
        SAME,
        DIFFERENT,
        IMPOSSIBLE
    }

    private final Replays replays;
    private final DataSource dataSource;
    private final int size;
    private final Map<Result, Counter> counters = new EnumMap<>(Result.class);
    private volatile Optional<UUID> different = Optional.empty();

    ReplaySample(Replays replays, DataSource dataSource, ReplayConfig config, MeterRegistry registry) {
        this.replays = replays;
        this.dataSource = dataSource;
        this.size = config.size();
        for (var result : Result.values()) {
            counters.put(
                    result,
                    Counter.builder("askfirst.replays")
                            .description("recorded decisions that were made again, by what came out")
                            .tag("result", Json.text(result))
                            .register(registry));
        }
    }

    @Scheduled(every = "{askfirst.replay.every}", delayed = "2m")
    void look() {
        try (var connection = dataSource.getConnection()) {
            for (var recorded : DecisionRows.load(connection, some(connection)).values()) {
                look(recorded.id(), replays.of(connection, recorded));
            }
        } catch (SQLException e) {
            LOG.warnf("decisions could not be made again: %s", e.getMessage());
        }
    }

    void look(UUID decision, Replay replay) {
        switch (replay) {
            case Replay.Same _ -> counters.get(Result.SAME).increment();
            case Replay.Impossible _ -> counters.get(Result.IMPOSSIBLE).increment();
            case Replay.Different(var differences) -> {
                counters.get(Result.DIFFERENT).increment();
                different = Optional.of(decision);
                LOG.errorf(
                        "decision %s comes out otherwise: %s",
                        decision,
                        differences.stream().map(Replay.Difference::member).toList());
            }
        }
    }

    /** Decisions next to random instants between the first and the last on record. */
    private List<UUID> some(Connection connection) throws SQLException {
        var ids = new ArrayList<UUID>();
        var first = instant(connection, FIRST);
        var last = instant(connection, LAST);
        if (first.isEmpty() || last.isEmpty()) return ids;
        for (var i = 0; i < size; i++) {
            var at = ThreadLocalRandom.current()
                    .nextLong(first.get().toEpochMilli(), last.get().toEpochMilli() + 1);
            NEXT.with("at", Instant.ofEpochMilli(at))
                    .first(connection, row -> row.id("id"))
                    .ifPresent(ids::add);
        }
        return ids;
    }

    private static Optional<Instant> instant(Connection connection, Sql decision) throws SQLException {
        return decision.first(connection, row -> Ids.instant(row.id("id")));
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("replays").status(different.isEmpty());
        different.ifPresent(id -> response.withData("different", id.toString()));
        return response.build();
    }
}
