package dev.askfirst.platform.postgres;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** What operators see of the retention job: what it has deleted, and whether it can. */
@Startup
@Default
@Wellness
@ApplicationScoped
public class RetentionState implements HealthCheck {

    /** What is deleted. */
    public enum Removed {
        TEXTS,
        PEOPLE,
        MONTHS,
        DECISIONS
    }

    private final DataSource dataSource;
    private final Clock clock;
    private final Map<Removed, Counter> counters = new EnumMap<>(Removed.class);
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    RetentionState(DataSource dataSource, Clock clock, MeterRegistry registry, DatabaseGauges database) {
        this.dataSource = dataSource;
        this.clock = clock;
        database.number(
                "askfirst.retention.pass.age.seconds",
                "time since the retention job was through with everybody",
                this::secondsSince);
        Gauge.builder("askfirst.retention.failing", failures::size)
                .description("jobs of retention that cannot do their work")
                .register(registry);
        for (var what : Removed.values()) {
            counters.put(
                    what,
                    Counter.builder("askfirst.retention.removed")
                            .description("what the retention job has deleted")
                            .tag("what", Json.text(what))
                            .register(registry));
        }
    }

    public void count(Removed what, long number) {
        counters.get(what).increment(number);
    }

    /** One of its jobs could not do its work; it tries again. */
    public void failed(String job, SQLException why) {
        failures.put(job, String.valueOf(why.getSQLState()));
    }

    public void succeeded(String job) {
        failures.remove(job);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("retention").status(failures.isEmpty());
        failures.forEach(response::withData);
        return response.build();
    }

    /** Since the last complete pass; NaN if there was none. */
    private double secondsSince() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return Sql.of("select extract(epoch from %s - passed_at) as age from retention_walk".formatted(clock.now()))
                    .first(connection, row -> row.optionalDecimal("age").orElse(Double.NaN))
                    .orElseThrow();
        }
    }
}
