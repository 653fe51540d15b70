package dev.askfirst.consent.portable;

import dev.askfirst.platform.json.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** How many documents of terms were brought, and why others were not taken, for operators. */
@Startup
@ApplicationScoped
class BroughtMetrics {

    private final Counter taken;
    private final Map<TrustedIssuers.Why, Counter> refused = new EnumMap<>(TrustedIssuers.Why.class);

    BroughtMetrics(MeterRegistry registry) {
        this.taken = counter("taken", registry);
        for (var why : TrustedIssuers.Why.values()) refused.put(why, counter(Json.text(why), registry));
    }

    private static Counter counter(String result, MeterRegistry registry) {
        return Counter.builder("askfirst.terms.brought")
                .description("documents of terms that people brought from another installation")
                .tag("result", result)
                .register(registry);
    }

    /** One is on record, as far as it means something here. */
    void taken() {
        taken.increment();
    }

    /** One was looked at, and refused. */
    void refused(TrustedIssuers.Why why) {
        refused.get(why).increment();
    }
}
