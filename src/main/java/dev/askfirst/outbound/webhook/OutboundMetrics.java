package dev.askfirst.outbound.webhook;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Sql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Metrics of webhooks for operators: how long the oldest no has been waiting for its delivery, and the results of
 * deliveries.
 */
@Startup
@ApplicationScoped
class OutboundMetrics {

    private static final int COUNTED = 10_000;

    /** Of one webhook only so many are looked at: a receiver that is dead may have made any number wait. */
    private static final Sql BY_OWNER = Sql.of("""
            select case w.owner when '*' then 'staff' else w.owner end as owner,
                sum(t.n)::bigint as waiting, max(t.attempts) as attempts
            from webhook w cross join lateral (
                select count(*) as n, coalesce(max(attempts), 0) as attempts from (
                    select attempts from webhook_turn where webhook_id = w.webhook_id
                    order by urgent, due_at limit %d) turn) t
            where w.active group by 1""".formatted(COUNTED));

    private static final Sql STATES = Sql.of("""
            select case when active then 'active' when switched_off is null then 'paused' else 'switched_off' end as state,
                count(*) as n
            from webhook group by 1""");

    private final DataSource dataSource;
    private final Clock clock;
    private final Map<Deliveries.Outcome, Counter> counters = new EnumMap<>(Deliveries.Outcome.class);

    OutboundMetrics(DataSource dataSource, Clock clock, MeterRegistry registry, DatabaseGauges database) {
        this.dataSource = dataSource;
        this.clock = clock;
        database.number(
                "askfirst.undelivered.withdrawal.age.seconds",
                "age of the oldest no that an active webhook has not been told of",
                this::secondsUndelivered);
        database.numbers(
                "askfirst.webhook.waiting",
                "people of whom active webhooks have not heard all, by whose webhooks they are",
                "owner",
                () -> byLabel(BY_OWNER, "owner", "waiting"));
        database.numbers(
                "askfirst.webhook.attempts",
                "how often what waits longest failed, by whose webhook it is",
                "owner",
                () -> byLabel(BY_OWNER, "owner", "attempts"));
        database.numbers("askfirst.webhooks", "webhooks, by state", "state", () -> byLabel(STATES, "state", "n"));
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

    private Map<String, Double> byLabel(Sql sql, String label, String number) throws SQLException {
        var values = new HashMap<String, Double>();
        try (var connection = dataSource.getConnection()) {
            sql.each(connection, row -> values.put(row.text(label), (double) row.number(number)));
        }
        return values;
    }

    /** Measured from when the no was recorded, whether its deliveries exist yet or not. */
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
