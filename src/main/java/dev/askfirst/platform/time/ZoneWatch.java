package dev.askfirst.platform.time;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Chooses the clocks of the world at the start: the newest of those that came with the service, with the JDK, and from the
 * operator. Keeps their text in the database, so that what was decided by them can be decided again; tells which they are.
 */
@Wellness
@ApplicationScoped
class ZoneWatch implements HealthCheck {

    private final Optional<Path> given;
    private final DataSource dataSource;
    private final MeterRegistry registry;
    private volatile String passedOver = "";

    ZoneWatch(
            @ConfigProperty(name = "askfirst.zones") Optional<Path> given,
            DataSource dataSource,
            MeterRegistry registry) {
        this.given = given;
        this.dataSource = dataSource;
        this.registry = registry;
    }

    void choose(@Observes @Priority(1) StartupEvent starting) throws SQLException {
        given.map(ZoneFile::read).ifPresent(it -> {
            Zones.use(it);
            if (Zones.current() != it) passedOver = it.version();
        });
        ZoneEditions.keep(dataSource, Zones.current());
        Gauge.builder("askfirst.zones", () -> 1)
                .description("the version of the time zone database in use")
                .tag("version", Zones.current().version())
                .register(registry);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("time zones")
                .up()
                .withData("version", Zones.current().version())
                .withData("edition", Zones.current().edition());
        if (!passedOver.isEmpty()) response.withData("older, and not used", passedOver);
        return response.build();
    }
}
