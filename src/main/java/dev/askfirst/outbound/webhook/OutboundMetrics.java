package dev.askfirst.outbound.webhook;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.TimeLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Metrics of webhooks for operators: how long the oldest no has been waiting for its delivery, and the results of
 * deliveries.
 */
@Startup
@ApplicationScoped
class OutboundMetrics {

    private static final TimeLimit LOOK = new TimeLimit(Duration.ofMillis(1500));

    private final DataSource dataSource;
    private final Clock clock;
    private final Map<Deliveries.Outcome, Counter> counters = new EnumMap<>(Deliveries.Outcome.class);

    OutboundMetrics(DataSource dataSource, Clock clock, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.clock = clock;
        Gauge.builder("askfirst.undelivered.withdrawal.age", this::oldestUndelivered)
                .description("age of the oldest no that an active webhook has not been told of")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
        for (var outcome : Deliveries.Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("askfirst.webhook.deliveries")
                            .description("attempts to deliver, by what became of them")
                            .tag("result", Json.text(outcome))
                            .register(registry));
        }
    }

    void count(Deliveries.Outcome outcome) {
        counters.get(outcome).increment();
    }

    /** Measured from when the no was recorded, whether its deliveries exist yet or not. */
    private double oldestUndelivered() {
        try {
            return LOOK.run(this::secondsUndelivered);
        } catch (SQLException _) {
            return Double.NaN;
        }
    }

    private double secondsUndelivered() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return Sql.of(OLDEST.formatted(clock.now()))
                    .first(connection, row -> row.decimal("seconds"))
                    .orElseThrow();
        }
    }

    /** The first 48 bits of a page's id are its milliseconds. */
    private static final String OLDEST = """
            with behind as (
                select min(next_position) as reached from webhook_progress join webhook using (webhook_id) where active
            ), page as (
                (select page_id from outbox, behind
                 where first_position is null and urgent and reached is not null order by page_id limit 1)
                union all
                (select page_id from outbox, behind
                 where first_position >= reached and urgent order by first_position limit 1)
            ), since as (
                select min(at) as at from webhook_delivery join webhook using (webhook_id)
                where done_at is null and urgent and active
                union all
                select to_timestamp(('x' || left(replace(page_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) from page
            )
            select greatest(0, coalesce(extract(epoch from %s - min(at)), 0)) as seconds from since""";
}
