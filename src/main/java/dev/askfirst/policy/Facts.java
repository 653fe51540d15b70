package dev.askfirst.policy;

import java.time.Instant;
import java.util.List;

/** Everything a decision may depend on besides the question, read at one instant. */
public record Facts(
        Instant at, Terms terms, List<Suppression> suppressions, TopicRules topic, Whereabouts whereabouts) {

    public Facts {
        suppressions = List.copyOf(suppressions);
    }

    /** Facts of somebody for whom no law and no holiday matters. */
    public Facts(Instant at, Terms terms, List<Suppression> suppressions, TopicRules topic) {
        this(at, terms, suppressions, topic, Whereabouts.NOWHERE);
    }

    boolean suppressedFor(String controller) {
        return suppressions.stream().anyMatch(suppression -> suppression.binds(controller));
    }
}
