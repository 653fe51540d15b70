package dev.askfirst.outbound.push;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Metrics of pushes for operators: how long the oldest waits for each tool, and what was refused for good. */
@Startup
@ApplicationScoped
class PushMetrics {

    private static final String OLDEST = """
            select target, greatest(0, extract(epoch from %s - min(queued_at)))::float8 as n
            from push where state = 'waiting' group by target""";
    private static final Sql WAITING =
            Sql.of("select target, count(*)::float8 as n from push where state = 'waiting' group by target");
    private static final Sql FAILED = Sql.of(
            "select target, count(*)::float8 as n from push where state in ('refused', 'given_up') group by target");

    private final DataSource dataSource;
    private final MeterRegistry registry;

    PushMetrics(DataSource dataSource, Clock clock, MeterRegistry registry, DatabaseGauges database) {
        this.dataSource = dataSource;
        this.registry = registry;
        database.numbers(
                "askfirst.push.age.seconds",
                "since what waits longest for a tool's confirmation was to be told, by target",
                "target",
                () -> byTarget(Sql.of(OLDEST.formatted(clock.now()))));
        database.numbers(
                "askfirst.push.waiting",
                "what tools have not confirmed yet, by target",
                "target",
                () -> byTarget(WAITING));
        database.numbers(
                "askfirst.push.failed",
                "what tools refused, or was given up, and nobody has sent again, by target",
                "target",
                () -> byTarget(FAILED));
    }

    /** One attempt, by what is left of the push. */
    void count(String target, PushRows.State state) {
        registry.counter("askfirst.pushes", "target", target, "result", Json.text(state))
                .increment();
    }

    private Map<String, Double> byTarget(Sql sql) throws SQLException {
        var values = new HashMap<String, Double>();
        try (var connection = dataSource.getConnection()) {
            sql.each(connection, row -> values.put(row.text("target"), row.decimal("n")));
        }
        return values;
    }
}
