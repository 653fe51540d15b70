package dev.askfirst.scrub;

import java.util.Map;
import java.util.TreeMap;

/** How many rows had which outcome, and which reasons: one row may have several. */
record ScrubSummary(Map<String, Long> outcomes, Map<String, Long> reasons) {

    ScrubSummary() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    void count(RowAnswer answer) {
        outcomes.merge(answer.outcome(), 1L, Long::sum);
        for (var reason : answer.reasons()) reasons.merge(reason, 1L, Long::sum);
    }

    long rows() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
