package dev.askfirst.decision.retention;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.TimeLimit;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/** Creates the monthly partitions of the record ahead of time, and raises the alarm if one is missing. */
@Startup
@Wellness
@ApplicationScoped
class Partitions implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(Partitions.class);
    private static final int MONTHS_AHEAD = 3;
    private static final TimeLimit LOOK = new TimeLimit(Duration.ofMillis(1500));

    private static final Sql PREPARE = Sql.of("select prepare_decision_partitions(:ahead)");
    private static final Sql LOOKED = Sql.of("""
            select to_regclass('decision_page_' || to_char(
                       (clock_timestamp() at time zone 'UTC') + interval '1 month', 'YYYY_MM')) is not null as ready,
                   exists (select 1 from decision_page_default) as used""");

    private final DataSource dataSource;

    Partitions(DataSource dataSource) {
        this.dataSource = dataSource;
        prepare();
    }

    @Scheduled(every = "{askfirst.partitions.every}", delayed = "6h")
    final void prepare() {
        try (var connection = dataSource.getConnection()) {
            PREPARE.with("ahead", MONTHS_AHEAD).exists(connection);
        } catch (SQLException e) {
            LOG.errorf("partitions cannot be made: %s", e.getMessage());
        }
    }

    /** Up if next month has its partition and no row is in the default partition. */
    @Override
    public HealthCheckResponse call() {
        try {
            return LOOK.run(this::looked);
        } catch (SQLException _) {
            return HealthCheckResponse.named("decision partitions")
                    .down()
                    .withData("database", "unreachable")
                    .build();
        }
    }

    private HealthCheckResponse looked() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return LOOKED.first(
                            connection,
                            row -> HealthCheckResponse.named("decision partitions")
                                    .withData("next month is ready", row.flag("ready"))
                                    .withData("default partition is used", row.flag("used"))
                                    .status(row.flag("ready") && !row.flag("used"))
                                    .build())
                    .orElseThrow();
        }
    }
}
