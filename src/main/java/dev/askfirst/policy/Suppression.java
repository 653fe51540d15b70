package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.Optional;

/**
 * A contact point that must not be written to, by one controller or, with {@link Scope#ALL}, by anybody.
 *
 * @param listed since when the contact point is on a do-not-call register, which binds marketing alone and yields to a
 *     later express yes; empty for any other suppression, which binds everything
 */
public record Suppression(String controller, Optional<Instant> listed) {

    /** For a reason that binds everything. */
    public Suppression(String controller) {
        this(controller, Optional.empty());
    }

    boolean binds(Question question, TopicRules topic, Terms terms, Instant at) {
        if (!controller.equals(Scope.ALL) && !controller.equals(question.controller())) return false;
        return listed.isEmpty()
                || topic.marketing()
                        && Consent.expressSince(question, topic, terms, listed.get(), at)
                                .isEmpty();
    }

    /** When it begins to bind, if it does not now: as soon as no later express yes is in force. */
    Optional<Instant> bindsFrom(Question question, TopicRules topic, Terms terms, Instant at) {
        if (listed.isEmpty() || !topic.marketing()) return Optional.empty();
        return Consent.endOf(Consent.expressSince(question, topic, terms, listed.get(), at));
    }
}
