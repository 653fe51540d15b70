package dev.askfirst.scrub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the rows of lists by their outcome. */
@ApplicationScoped
class ScrubMetrics {

    private final MeterRegistry registry;

    ScrubMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String outcome) {
        Counter.builder("askfirst.scrubs.rows")
                .description("rows of lists by outcome")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}
