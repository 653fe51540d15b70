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
            select p.target, coalesce(greatest(0, extract(epoch from %s - min(w.queued_at))), 0)::float8 as n
            from push_progress p left join push w on w.target = p.target and w.state = 'waiting' group by p.target""";

    /** Where nothing waits or has failed, that is said, too: an alarm can tell it from not knowing. */
    private static final String MANY = """
            select p.target, count(w.id)::float8 as n
            from push_progress p left join push w on w.target = p.target and w.state in (%s) group by p.target""";

    private static final Sql WAITING = Sql.of(MANY.formatted("'waiting'"));
    private static final Sql FAILED = Sql.of(MANY.formatted("'refused', 'given_up'"));

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
