package dev.askfirst.consent.intent;

import dev.askfirst.platform.postgres.Sql;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Deletes from the list of open intents what is over: the acts stay. */
@ApplicationScoped
class IntentTidying {

    private static final Logger LOG = Logger.getLogger(IntentTidying.class);

    private static final Sql OVER = Sql.of("delete from open_intent where until_at <= clock_timestamp()");

    private final javax.sql.DataSource dataSource;

    IntentTidying(@DataSource("work") javax.sql.DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            OVER.update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not tidy what nobody looks for any more: %s", e.getMessage());
        }
    }
}
