package dev.askfirst.person.key;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.Keys;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Takes keys from their files when these change. Files that are broken, or lack a key that rows stand under, change
 * nothing: the keys in use stay, and the alarm is raised until the files are mended.
 */
@Wellness
@ApplicationScoped
public class KeyWatch implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(KeyWatch.class);

    private final KeyRing ring;
    private final KeyCheck check;
    private volatile String trouble = "";
    private volatile String promoted = "";

    KeyWatch(KeyRing ring, KeyCheck check, MeterRegistry registry) {
        this.ring = ring;
        this.check = check;
        Gauge.builder("askfirst.keys.refused", () -> trouble.isEmpty() ? 0 : 1)
                .description("1 while the files hold keys that are not taken")
                .register(registry);
    }

    @Scheduled(
            every = "{askfirst.key-watch.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void look() {
        try {
            if (!Keys.digest(ring.folder()).equals(ring.keys().digest())) take(Keys.read(ring.folder()));
            if (!promoted.equals(ring.keys().digest())) promote(ring.keys());
            trouble = "";
        } catch (StartRefused refused) {
            complain(refused.getMessage());
        } catch (SQLException e) {
            // The keys may be fine: it is tried again.
            LOG.warnf("keys not checked: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private void take(Keys fresh) throws SQLException {
        check.admit(fresh);
        ring.replace(fresh);
        LOG.info("the keys in the files are in use");
    }

    /** Promotes the primary key; only now, because this instance can already look rows up under it. */
    private void promote(Keys keys) throws SQLException {
        check.promoteContact(keys);
        promoted = keys.digest();
    }

    private void complain(String why) {
        if (!why.equals(trouble)) LOG.errorf("the keys in use are kept: %s", why);
        trouble = why;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("keys").status(trouble.isEmpty());
        return trouble.isEmpty()
                ? response.build()
                : response.withData("the keys in use are kept", trouble).build();
    }
}
