package dev.askfirst.decision;

import dev.askfirst.platform.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What operators are told about decisions: how often senders reached past what people prefer. */
@ApplicationScoped
class DecisionMetrics {

    private final Map<Recorded.Outcome, Counter> critical = new EnumMap<>(Recorded.Outcome.class);

    DecisionMetrics(MeterRegistry registry) {
        for (var outcome : Recorded.Outcome.values()) {
            critical.put(
                    outcome,
                    Counter.builder("askfirst.critical.decisions")
                            .description("decisions on messages that may be critical and were said to be, by outcome")
                            .tag("outcome", Json.text(outcome))
                            .register(registry));
        }
    }

    /** Once they are in the record. */
    void count(List<Recorded> criticalOnes) {
        for (var recorded : criticalOnes)
            critical.get(recorded.verdict().outcome()).increment();
    }
}
