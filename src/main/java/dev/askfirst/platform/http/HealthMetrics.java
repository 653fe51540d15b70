package dev.askfirst.platform.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** What {@code /q/health/well} says, as a figure for each of its checks. */
@ApplicationScoped
class HealthMetrics {

    private final SmallRyeHealthReporter reporter;
    private final MultiGauge gauge;

    HealthMetrics(SmallRyeHealthReporter reporter, MeterRegistry registry) {
        this.reporter = reporter;
        this.gauge = MultiGauge.builder("askfirst.well")
                .description("1 if a check of /q/health/well is up, 0 if it is down")
                .register(registry);
    }

    /** Looks anew; to be called before each scrape. */
    void refresh() {
        var checks = reporter.getWellness().getPayload().getJsonArray("checks").getValuesAs(JsonObject.class);
        gauge.register(
                checks.stream()
                        .map(it -> MultiGauge.Row.of(Tags.of("check", it.getString("name")), up(it)))
                        .toList(),
                true);
    }

    private static int up(JsonObject check) {
        return check.getString("status").equals("UP") ? 1 : 0;
    }
}
