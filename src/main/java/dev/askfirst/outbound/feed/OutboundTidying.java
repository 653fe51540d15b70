package dev.askfirst.outbound.feed;

import dev.askfirst.platform.Clock;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Deletes what was told long ago: changes after 90 days, deliveries 30 days after they were done with. */
@ApplicationScoped
class OutboundTidying {

    private static final Logger LOG = Logger.getLogger(OutboundTidying.class);

    private final javax.sql.DataSource dataSource;
    private final Clock clock;

    OutboundTidying(@DataSource("work") javax.sql.DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("""
                    delete from outbox where first_position is not null
                    and page_id < first_uuid_of(%s - interval '90 days')""".formatted(clock.now()));
            statement.executeUpdate(
                    "delete from webhook_delivery where done_at < %s - interval '30 days'".formatted(clock.now()));
        } catch (SQLException e) {
            LOG.warnf("changes and deliveries could not be tidied: %s", e.getMessage());
        }
    }
}
