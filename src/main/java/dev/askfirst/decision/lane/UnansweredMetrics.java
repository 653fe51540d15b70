package dev.askfirst.decision.lane;

import dev.askfirst.platform.json.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Counts questions that have no answer, by reason. */
@ApplicationScoped
class UnansweredMetrics {

    private final Map<Unanswered, Counter> counters = new EnumMap<>(Unanswered.class);

    UnansweredMetrics(MeterRegistry registry) {
        for (var why : Unanswered.values()) {
            counters.put(
                    why,
                    Counter.builder("askfirst.questions.unanswered")
                            .description("questions that got no answer, by why")
                            .tag("why", Json.text(why))
                            .register(registry));
        }
    }

    void count(Unanswered why, long questions) {
        counters.get(why).increment(questions);
    }
}
