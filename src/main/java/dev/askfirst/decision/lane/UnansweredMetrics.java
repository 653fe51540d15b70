package dev.askfirst.decision.lane;

import dev.askfirst.catalog.CatalogService;
import dev.askfirst.platform.json.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts questions that have no answer, by reason and sender. */
@Startup
@ApplicationScoped
class UnansweredMetrics {

    /** All that the catalog does not have: a token may name anybody. */
    private static final String OTHER = "other";

    private final CatalogService catalogs;
    private final MeterRegistry registry;
    private final Map<String, Map<Unanswered, Counter>> bySender = new ConcurrentHashMap<>();

    UnansweredMetrics(CatalogService catalogs, MeterRegistry registry) {
        this.catalogs = catalogs;
        this.registry = registry;
        counters(OTHER);
    }

    void count(Unanswered why, String sender, long questions) {
        counters(known(sender)).get(why).increment(questions);
    }

    /** From here on this sender's zeros can be seen: an alarm needs to know where a count began. */
    void begin(String sender) {
        counters(known(sender));
    }

    private String known(String sender) {
        return catalogs.current().sender(sender).isPresent() ? sender : OTHER;
    }

    private Map<Unanswered, Counter> counters(String label) {
        return bySender.computeIfAbsent(label, this::made);
    }

    private Map<Unanswered, Counter> made(String label) {
        var counters = new EnumMap<Unanswered, Counter>(Unanswered.class);
        for (var why : Unanswered.values()) {
            counters.put(
                    why,
                    Counter.builder("askfirst.questions.unanswered")
                            .description("questions that got no answer, by why and sender")
                            .tag("sender", label)
                            .tag("why", Json.text(why))
                            .register(registry));
        }
        return counters;
    }
}
