package dev.askfirst.decision.lane;

import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metrics of decisions for operators: how many, for which reasons, and how many about critical messages, which pass
 * people's preferences. It counts answers as senders got them, so that metrics tell no more about a person than the
 * sender learned.
 */
@Startup
@ApplicationScoped
class DecisionMetrics {

    private record Series(String sender, DecisionRecord.Outcome outcome, Optional<Reason.Code> reason) {}

    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Counter> doubted = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Counter wanted;
    private final Map<DecisionRecord.Outcome, Counter> critical = new EnumMap<>(DecisionRecord.Outcome.class);

    DecisionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.wanted = Counter.builder("askfirst.intent.permits")
                .description("permits that relied on what a person looks for")
                .register(registry);
        for (var outcome : DecisionRecord.Outcome.values()) {
            critical.put(
                    outcome,
                    Counter.builder("askfirst.critical.decisions")
                            .description("decisions on messages that may be critical and were said to be, by outcome")
                            .tag("outcome", Json.text(outcome))
                            .register(registry));
        }
    }

    /** To be called once the decisions are on record. */
    void count(List<Recorder.NewDecision> rows) {
        for (var row : rows) {
            var decision = row.decision();
            var sender = decision.sender();
            var outcome = answered(decision.verdict());
            counter(new Series(sender, outcome, Optional.empty())).increment();
            if (decision.basis().derived().intent().isPresent()) wanted.increment();
            if (decision.verdict().doubt().isPresent())
                doubted.computeIfAbsent(sender, this::doubted).increment();
            for (var reason : reasons(decision.verdict())) {
                counter(new Series(sender, outcome, Optional.of(reason.code()))).increment();
            }
        }
    }

    private static DecisionRecord.Outcome answered(DecisionRecord.Verdict verdict) {
        return verdict.cut() ? DecisionRecord.Outcome.DENY : verdict.outcome();
    }

    private static List<Reason> reasons(DecisionRecord.Verdict verdict) {
        return verdict.cut() ? Decision.CUT.reasons() : verdict.told();
    }

    /** Of which senders are not told: it says how they write, and nothing about whom they write to. */
    private Counter doubted(String sender) {
        return Counter.builder("askfirst.doubted.messages")
                .description("messages that are called personal and count as automated, by sender")
                .tag("sender", sender)
                .register(registry);
    }

    private Counter counter(Series series) {
        return counters.computeIfAbsent(series, this::register);
    }

    private Counter register(Series series) {
        var counter = series.reason()
                .map(reason -> Counter.builder("askfirst.decision.reasons")
                        .description(
                                "reasons that senders were given, by sender and outcome: a decision may have several")
                        .tag("reason", Json.text(reason)))
                .orElseGet(() -> Counter.builder("askfirst.decisions")
                        .description("decisions on record, by sender and outcome"));
        return counter.tag("sender", series.sender())
                .tag("outcome", Json.text(series.outcome()))
                .register(registry);
    }

    /** Counts the critical decisions among them. */
    void countCritical(List<DecisionRecord> criticalOnes) {
        for (var decision : criticalOnes)
            critical.get(answered(decision.verdict())).increment();
    }
}
