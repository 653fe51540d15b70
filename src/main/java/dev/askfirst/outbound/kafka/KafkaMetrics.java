package dev.askfirst.outbound.kafka;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Sql;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/** How far the topic is behind, and what became of events, for operators. All are 0 where nothing goes to Kafka. */
@Startup
@ApplicationScoped
class KafkaMetrics {

    /** What became of an event. */
    enum Result {
        /** All in-sync brokers have it. */
        SENT,
        /** The brokers have refused it for its own sake for too long. */
        PASSED_OVER,
        /** The feed has it no more. */
        MISSED
    }

    /** Why a round came to nothing. */
    enum Why {
        /** No acknowledgement came in time, or the brokers refuse everything. */
        AWAY,
        /** They refuse this one event for its own sake. */
        REFUSED
    }

    private static final Sql BEHIND = Sql.of("""
            select greatest(0, f.next_position - p.next_position)
                + (select coalesce(sum(n), 0) from outbox where first_position is null) as n
            from kafka_progress p, feed_position f where p.topic = :topic and f.id = 1""");

    private static final Sql FAILED = Sql.of("select failed as n from kafka_progress where topic = :topic");

    /** The first 48 bits of a page's id are its milliseconds. */
    private static final String OLDEST = """
            with reached as (select next_position as place from kafka_progress where topic = :topic), page as (
                (select page_id from outbox, reached
                 where first_position >= coalesce((select max(first_position) from outbox where first_position <= place), 0)
                    and first_position + n > place order by first_position limit 1)
                union all
                (select page_id from outbox, reached where first_position is null order by page_id limit 1)
            )
            select greatest(0, coalesce(extract(epoch from %s - min(
                to_timestamp(('x' || left(replace(page_id::text, '-', ''), 12))::bit(48)::bigint / 1000.0))), 0)) as n
            from page""";

    private final DataSource dataSource;
    private final KafkaConfig config;
    private final Map<Result, Counter> results = new EnumMap<>(Result.class);
    private final Map<Why, Counter> failures = new EnumMap<>(Why.class);

    KafkaMetrics(
            DataSource dataSource, Clock clock, KafkaConfig config, MeterRegistry registry, DatabaseGauges database) {
        this.dataSource = dataSource;
        this.config = config;
        database.number("askfirst.kafka.behind", "changes that Kafka has not been told of", () -> figure(BEHIND));
        database.number(
                "askfirst.kafka.behind.seconds",
                "age of the oldest change that Kafka has not been told of",
                () -> figure(Sql.of(OLDEST.formatted(clock.now()))));
        database.number(
                "askfirst.kafka.failed.rounds",
                "how many rounds in a row came to nothing, over all instances",
                () -> figure(FAILED));
        for (var result : Result.values())
            results.put(
                    result,
                    counter(registry, "askfirst.kafka.events", "events for Kafka, by their end", "result", result));
        for (var why : Why.values())
            failures.put(why, counter(registry, "askfirst.kafka.failures", "rounds that came to nothing", "why", why));
    }

    void count(Result result, long events) {
        results.get(result).increment(events);
    }

    void count(Why why) {
        failures.get(why).increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String words, String label, Enum<?> value) {
        return Counter.builder(name)
                .description(words)
                .tag(label, value.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private double figure(Sql sql) throws SQLException {
        if (config.servers().isEmpty()) return 0;
        try (var connection = dataSource.getConnection()) {
            return sql.with("topic", config.topic())
                    .first(connection, row -> row.decimal("n"))
                    .orElse(0d);
        }
    }
}
