package dev.askfirst.law;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Says in the health which rows of law of this release could not be taken over; what was in force before still is. */
@Wellness
@ApplicationScoped
class LawWatch implements HealthCheck {

    private final ShippedLaws shipped = ShippedLaws.load();

    @Override
    public HealthCheckResponse call() {
        return of(shipped);
    }

    static HealthCheckResponse of(ShippedLaws shipped) {
        var response =
                HealthCheckResponse.named("laws").status(shipped.refused().isEmpty());
        if (!shipped.refused().isEmpty()) response.withData("refused", String.join("; ", shipped.refused()));
        return response.withData("rows", shipped.rows().size()).build();
    }
}
