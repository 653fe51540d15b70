package dev.askfirst.authzen;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.json.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Counts evaluations by what came out. */
@Startup
@ApplicationScoped
class EvaluationMetrics {

    private final Map<DecisionRecord.Outcome, Counter> decided = new EnumMap<>(DecisionRecord.Outcome.class);
    private final Counter errors;

    EvaluationMetrics(MeterRegistry registry) {
        for (var outcome : DecisionRecord.Outcome.values()) decided.put(outcome, counter(registry, Json.text(outcome)));
        errors = counter(registry, "error");
    }

    void count(Answer answer) {
        switch (answer) {
            case Answer.Given given ->
                decided.get(given.recorded().verdict().outcome()).increment();
            case Answer.Refused _ -> errors.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("askfirst.authzen.evaluations")
                .description(
                        "AuthZEN evaluations answered, by outcome; error: a decision of false that is not on record")
                .tag("outcome", outcome)
                .register(registry);
    }
}
