package dev.askfirst.platform.http;

import dev.askfirst.platform.postgres.Sql;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Deletes what is only kept for a while: idempotency keys after {@code askfirst.keep.idempotency}, commit probes after
 * {@code askfirst.keep.probes}.
 */
@ApplicationScoped
class Tidying {

    private static final Logger LOG = Logger.getLogger(Tidying.class);

    /** Callers are promised that a key is known for so long, whatever is set. */
    private static final Duration PROMISED = Duration.ofDays(1);

    private static final Sql KEYS = Sql.of("delete from idempotency where at < now() - make_interval(secs => :kept)");
    private static final Sql PROBES =
            Sql.of("delete from commit_probe where at < clock_timestamp() - make_interval(secs => :kept)");

    private final javax.sql.DataSource dataSource;
    private final Duration keys;
    private final Duration probes;

    Tidying(
            @DataSource("work") javax.sql.DataSource dataSource,
            @ConfigProperty(name = "askfirst.keep.idempotency") Duration keys,
            @ConfigProperty(name = "askfirst.keep.probes") Duration probes) {
        this.dataSource = dataSource;
        this.keys = keys.compareTo(PROMISED) < 0 ? PROMISED : keys;
        this.probes = probes;
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try (var connection = dataSource.getConnection()) {
            KEYS.with("kept", keys).update(connection);
            PROBES.with("kept", probes).update(connection);
        } catch (SQLException e) {
            LOG.warnf("could not tidy: %s", e.getMessage());
        }
    }
}
