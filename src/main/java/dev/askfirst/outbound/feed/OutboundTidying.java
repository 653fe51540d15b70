package dev.askfirst.outbound.feed;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Deletes what was told long ago: {@code askfirst.keep.changes} after it
 * happened, {@code askfirst.keep.deliveries} after a delivery was done with.
 */
@ApplicationScoped
class OutboundTidying {

    private static final Logger LOG = Logger.getLogger(OutboundTidying.class);

    private final javax.sql.DataSource dataSource;
    private final Clock clock;
    private final Duration changes;
    private final Duration deliveries;

    OutboundTidying(
            @DataSource("work") javax.sql.DataSource dataSource,
            Clock clock,
            @ConfigProperty(name = "askfirst.keep.changes") Duration changes,
            @ConfigProperty(name = "askfirst.keep.deliveries") Duration deliveries) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.changes = changes;
        this.deliveries = deliveries;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            Sql.of("""
                            delete from outbox where first_position is not null
                            and page_id < first_uuid_of(%s - make_interval(secs => :kept))""".formatted(clock.now())).with("kept", changes).update(connection);
            Sql.of("delete from webhook_delivery where done_at < %s - make_interval(secs => :kept)"
                            .formatted(clock.now()))
                    .with("kept", deliveries)
                    .update(connection);
        } catch (SQLException e) {
            LOG.warnf("changes and deliveries could not be tidied: %s", e.getMessage());
        }
    }
}
