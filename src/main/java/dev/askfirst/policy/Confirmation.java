package dev.askfirst.policy;

import static dev.askfirst.policy.Reason.Code.NOTHING_TO_CONFIRM;

import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The one message that may confirm a STOP although no other may go out. The person has just written, and waits: it is decided
 * as if they had not said STOP yet, and nothing delays it. Every other no stands.
 */
final class Confirmation {

    private Confirmation() {}

    static Decision decide(Question question, Facts facts) {
        var stop = facts.confirmable()
                .filter(it -> it.isOpen(question, facts.terms(), facts.at()))
                .filter(_ -> facts.used().stream().noneMatch(cap -> cap.isReached(question)));
        return stop.isPresent()
                ? until(
                        stop.get(),
                        Policy.decide(question, before(facts, stop.get().id()), Optional.empty()))
                : Policy.decide(question, facts.with(List.of()), Optional.of(NOTHING_TO_CONFIRM));
    }

    private static Decision until(ConfirmableStop stop, Decision decision) {
        return decision instanceof Decision.Permit(var until, var grant, var _)
                        && stop.end().isBefore(until)
                ? new Decision.Permit(stop.end(), grant)
                : decision;
    }

    /** The facts before the STOP, without what delays messages, or says how they are to be; registers bind marketing alone. */
    private static Facts before(Facts facts, UUID stop) {
        var terms = facts.terms().after(new Effect.Restarted(Set.of(stop)));
        var words = new Terms(terms.lastMade(), terms.controllers(), terms.words(), Preferences.NONE, List.of());
        var suppressions = facts.suppressions().stream()
                .filter(it -> it.listed().isEmpty())
                .toList();
        return new Facts(facts.at(), words, suppressions, facts.topic());
    }
}
