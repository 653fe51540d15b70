package dev.askfirst.consent.act;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.policy.Consent;
import dev.askfirst.policy.Remaining;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of consent within an act's scope once the act is recorded. It follows from all that was said, never from
 * the act alone: an act that arrives late may change nothing.
 *
 * @param why the state differs from what the act says; empty if it does not
 */
record StateAfter(ActReply.State state, Optional<String> why) {

    private static final String LATER_YES = "a yes that was given later stands";
    private static final String LATER_NO = "a no that was said later stands";

    static StateAfter ofYes(Scope scope, TopicRules topic, Catalog catalog, Terms terms, Instant now) {
        var question = question(scope);
        var inForce = catalog.inForce(terms);
        // If consent is needed, its state already reflects every objection, and a pending yes stays pending.
        var objection = topic.needsConsent()
                ? Optional.<ConsentStatement.Refusal>empty()
                : Consent.objection(question, topic, inForce, now);
        var state = objection.map(StateAfter::state).orElseGet(() -> state(Consent.of(question, topic, inForce, now)));
        return switch (state) {
            case REFUSED, WITHDRAWN -> new StateAfter(state, Optional.of(LATER_NO));
            case GIVEN, PENDING, EXPIRED -> new StateAfter(state, Optional.empty());
        };
    }

    /** Given if any yes within the no's scope still stands; else pending, if one waits to be confirmed. */
    static StateAfter ofNo(ConsentStatement.Refusal no, Catalog catalog, Terms terms, Instant now) {
        var inForce = catalog.inForce(terms);
        var states = Remaining.after(no, topic -> topic(topic, catalog), inForce, now).stream()
                .map(StateAfter::state)
                .toList();
        return firstOf(ActReply.State.GIVEN, states)
                .or(() -> firstOf(ActReply.State.PENDING, states))
                .or(() -> states.stream().allMatch(ActReply.State.EXPIRED::equals)
                        ? firstOf(ActReply.State.EXPIRED, states)
                        : Optional.empty())
                .map(state -> new StateAfter(state, Optional.of(LATER_YES)))
                .orElseGet(() -> new StateAfter(state(Remaining.latest(no, inForce)), Optional.empty()));
    }

    static Question question(Scope scope) {
        return new Question(
                scope.controller(), scope.topic(), scope.channel(), scope.point(), Authorship.AUTOMATED, false);
    }

    private static Optional<ActReply.State> firstOf(ActReply.State wanted, List<ActReply.State> states) {
        return states.contains(wanted) ? Optional.of(wanted) : Optional.empty();
    }

    /** A topic that is no longer in the catalog counts as one that needs consent. */
    private static TopicRules topic(String id, Catalog catalog) {
        return catalog.topic(id).orElseGet(() -> new TopicRules(id, id, true, false, false));
    }

    private static ActReply.State state(Consent consent) {
        return switch (consent) {
            case Consent.Given _, Consent.NotNeeded _ -> ActReply.State.GIVEN;
            case Consent.Pending _, Consent.Unknown _ -> ActReply.State.PENDING;
            case Consent.Refused _ -> ActReply.State.REFUSED;
            case Consent.Withdrawn _ -> ActReply.State.WITHDRAWN;
            case Consent.Expired _ -> ActReply.State.EXPIRED;
        };
    }

    private static ActReply.State state(ConsentStatement.Refusal no) {
        return switch (no.kind()) {
            case REFUSAL -> ActReply.State.REFUSED;
            case WITHDRAWAL -> ActReply.State.WITHDRAWN;
        };
    }
}
