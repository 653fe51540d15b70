package dev.askfirst.policy;

import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.IntentUse;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What people look for in a golden case, on the pure core. */
final class IntentsOfCase {

    private IntentsOfCase() {}

    /** Who serves a topic in the demo's catalog. */
    static Set<String> serving(String topic) {
        if (Scope.covers("offers.shoes", topic)) return Set.of("acme", "globex");
        return Scope.covers("offers", topic) || topic.equals("newsletter") ? Set.of("acme") : Set.of();
    }

    static Effect said(Step step, UUID id) {
        var channels = step.channel().equals(Scope.ALL) ? Set.<String>of() : Set.of(step.channel());
        var until = step.until().orElseThrow();
        var open = Set.of(step.controller());
        var intent = new Intent(id, step.topic(), open, channels, until, step.max(), Optional.empty());
        return new Effect.Wanted(intent, step.at());
    }

    static Effect ended(Step step, Terms terms) {
        var open = terms.intents().stream()
                .filter(it -> it.topic().equals(step.topic()) && !it.over(step.at()))
                .findFirst()
                .orElseThrow();
        return new Effect.IntentEnded(open.id(), step.at());
    }

    /** The intent that an answer relies on. */
    static Optional<UUID> relied(Decision decision, Question question, Facts facts) {
        return Wanted.use(decision, question, facts).map(IntentUse::id);
    }
}
