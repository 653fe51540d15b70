package dev.askfirst.platform.postgres;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: a record can be made durable right now, and tokens are judged by a clock that the database would agree
 * with. Well means the same, and less difference between the clocks.
 */
@ApplicationScoped
class DatabaseHealth {

    /** From here on tokens that have expired would be taken, or good ones refused. */
    private static final Duration WRONG = Duration.ofMinutes(1);

    private static final Duration STRANGE = Duration.ofSeconds(5);

    private final CommitProbe probe;

    DatabaseHealth(CommitProbe probe) {
        this.probe = probe;
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> of(probe.look(), WRONG);
    }

    @Produces
    @Wellness
    @ApplicationScoped
    HealthCheck well() {
        return () -> of(probe.look(), STRANGE);
    }

    static HealthCheckResponse of(CommitProbe.ProbeResult found, Duration most) {
        var response = HealthCheckResponse.named("durable commit");
        if (found.trouble().isPresent()) {
            return response.down().withData("reason", found.trouble().get()).build();
        }
        var apart = found.ahead().abs().compareTo(most) > 0;
        if (apart) {
            response.withData(
                    "reason",
                    "this machine's clock is %s s off the database's"
                            .formatted(found.ahead().toSeconds()));
        }
        return response.status(!apart).build();
    }
}
