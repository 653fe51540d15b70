package dev.askfirst.policy;

import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Terms;
import java.util.Comparator;
import java.util.UUID;

/** Requests for a human in a golden case. */
final class HumansOfCase {

    private HumansOfCase() {}

    static Effect asked(Step step, UUID id) {
        return new Effect.Asked(new Owed(id, step.topic(), step.until().orElseThrow()));
    }

    /** The answer to the request that is due first. */
    static Effect answered(Step step, Terms terms) {
        return terms.owed().stream()
                .filter(it -> it.controller().equals(step.topic()))
                .min(Comparator.comparing(Owed::due))
                .map(it -> new Effect.Answered(it.request()))
                .orElseThrow();
    }
}
