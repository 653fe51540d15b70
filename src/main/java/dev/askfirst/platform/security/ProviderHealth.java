package dev.askfirst.platform.security;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: tokens can be judged, by keys of yesterday if need be. Well means: the identity provider answers. */
@ApplicationScoped
class ProviderHealth {

    private final TokenKeys keys;

    ProviderHealth(TokenKeys keys) {
        this.keys = keys;
    }

    @Produces
    @Readiness
    @ApplicationScoped
    HealthCheck ready() {
        return () -> of(!keys.missing());
    }

    @Produces
    @Wellness
    @ApplicationScoped
    HealthCheck well() {
        return () -> of(keys.trouble().isEmpty());
    }

    private HealthCheckResponse of(boolean up) {
        var response = HealthCheckResponse.named("identity provider").status(up);
        if (!up) response.withData("reason", keys.trouble().orElse("its keys were not fetched yet"));
        return response.build();
    }
}
