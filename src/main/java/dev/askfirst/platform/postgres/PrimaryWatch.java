package dev.askfirst.platform.postgres;

import dev.askfirst.platform.json.Json;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.Wellness;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Looks at every server that the address of the database names, at the start and every few seconds: so a primary that has
 * taken over is known though the connections to the one before still stand, and two at once are noticed.
 */
@ApplicationScoped
class PrimaryWatch {

    private static final Logger LOG = Logger.getLogger(PrimaryWatch.class);

    /** Before everything that asks the database. */
    private static final int FIRST = -3;

    private final DatabaseLogin login;
    private final Instance<AgroalDataSource> pools;
    private final Primary primary = Primary.OF_THIS_PROCESS;
    private final Event<NewPrimary> taken;
    private volatile int primaries;

    PrimaryWatch(
            DatabaseLogin login,
            MeterRegistry registry,
            @Any Instance<AgroalDataSource> pools,
            Event<NewPrimary> taken) {
        this.login = login;
        this.pools = pools;
        this.taken = taken;
        Gauge.builder("askfirst.database.timeline", primary, Primary::timeline)
                .description("the timeline of the newest primary that was seen")
                .register(registry);
        Gauge.builder("askfirst.database.primaries", this, it -> it.primaries)
                .description("servers that say they are the primary, of those the address names")
                .register(registry);
        for (var why : Primary.Refusal.values())
            FunctionCounter.builder("askfirst.database.refused", primary, it -> it.refused(why))
                    .description("connections that were not used, by why")
                    .tag("why", Json.text(why))
                    .register(registry);
    }

    void start(@Observes @Priority(FIRST) StartupEvent starting) {
        primary.follow(this::taken);
        look();
    }

    @Scheduled(
            every = "{askfirst.primary-watch.every}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        var addresses = login.addresses();
        if (addresses.size() > 1)
            primaries = (int) addresses.stream().filter(this::isPrimary).count();
    }

    @Produces
    @Wellness
    @ApplicationScoped
    HealthCheck one() {
        return () -> {
            var response = HealthCheckResponse.named("one primary").status(primaries < 2);
            if (primaries > 1)
                response.withData("reason", primaries + " servers of the database say that they are the primary");
            return response.build();
        };
    }

    private boolean isPrimary(String address) {
        try {
            return PrimaryDriver.isPrimary(address, login.shortly());
        } catch (SQLException e) {
            LOG.debugf("%s is no primary, or away: %s", DatabaseAddress.host(address), e.getMessage());
            return false;
        }
    }

    /**
     * Who observes it at once is told before the first connection to the new primary is used. Connections that were cut while
     * nobody used them leave the pools, so that nobody is given one.
     */
    private void taken() {
        var another = new NewPrimary(primary.timeline());
        taken.fire(another);
        Thread.ofVirtual().start(() -> {
            pools.stream().forEach(pool -> pool.flush(FlushMode.IDLE));
            taken.fireAsync(another);
        });
    }
}
