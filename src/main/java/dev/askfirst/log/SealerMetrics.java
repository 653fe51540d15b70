package dev.askfirst.log;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.TimeLimit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** How far sealing is behind. Well while nothing that was recorded waits for long, whichever instance seals. */
@Startup
@Wellness
@Default
@ApplicationScoped
class SealerMetrics implements HealthCheck {

    /** As long as anything may wait, take-over by another instance included. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final int COUNTED = 100_000;

    /** A probe gets no more of our time. */
    private static final TimeLimit LOOK = new TimeLimit(Duration.ofMillis(1500));

    private static final Sql UNSEALED = Sql.of(
            "select count(*) as n from (select 1 from page where first_leaf is null limit " + COUNTED + ") page");

    private final DataSource dataSource;
    private final Sql oldest;
    private final Timer delay;
    private volatile boolean sealing;

    SealerMetrics(DataSource dataSource, Clock clock, MeterRegistry registry, DatabaseGauges database) {
        this.dataSource = dataSource;
        this.oldest = Sql.of("select page_id, %s as now from page where first_leaf is null order by page_id limit 1"
                .formatted(clock.now()));
        this.delay = Timer.builder("askfirst.log.sealing.delay")
                .description("from the recording of the oldest page of a seal to its commit")
                .register(registry);
        database.number(
                "askfirst.log.waiting", "seconds that the oldest unsealed page has waited", this::secondsWaited);
        database.number("askfirst.log.unsealed", "pages that are not sealed, up to " + COUNTED, this::pagesUnsealed);
        Gauge.builder("askfirst.log.sealing", () -> sealing ? 1 : 0)
                .description("1 while this instance seals")
                .register(registry);
    }

    void sealed(Seal.Done done, Instant now) {
        done.oldest()
                .map(at -> Duration.between(at, now))
                .filter(it -> !it.isNegative())
                .ifPresent(delay::record);
    }

    void sealing(boolean now) {
        sealing = now;
    }

    @Override
    public HealthCheckResponse call() {
        var seconds = waiting();
        return HealthCheckResponse.named("log")
                .withData("seconds that something waits to be sealed", Math.round(seconds))
                .status(seconds <= LONG.toSeconds())
                .build();
    }

    private double waiting() {
        try {
            return LOOK.run(this::secondsWaited);
        } catch (SQLException _) {
            return Double.NaN;
        }
    }

    private double secondsWaited() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return oldest.first(connection, row -> Duration.between(Ids.instant(row.id("page_id")), row.time("now")))
                    .map(waited -> Math.max(0, waited.toMillis() / 1000.0))
                    .orElse(0.0);
        }
    }

    private double pagesUnsealed() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return UNSEALED.first(connection, row -> row.number("n")).orElseThrow();
        }
    }
}
