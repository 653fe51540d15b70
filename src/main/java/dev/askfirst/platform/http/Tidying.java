package dev.askfirst.platform.http;

import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Deletes what is only kept for a while: idempotency keys after 24 hours, commit probes after one. */
@ApplicationScoped
class Tidying {

    private static final Logger LOG = Logger.getLogger(Tidying.class);

    private final javax.sql.DataSource dataSource;

    Tidying(@DataSource("work") javax.sql.DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from idempotency where at < clock_timestamp() - interval '24 hours'");
            statement.executeUpdate("delete from commit_probe where at < clock_timestamp() - interval '1 hour'");
        } catch (SQLException e) {
            LOG.warnf("could not tidy: %s", e.getMessage());
        }
    }
}
