package dev.askfirst.policy;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What still holds after a no: the state of consent for each yes within its scope. */
public final class Remaining {

    private Remaining() {}

    /** One state for each yes that the scope of the no overlaps; empty if there is none. */
    public static List<Consent> after(
            ConsentStatement.Refusal no, Function<String, TopicRules> topics, Terms terms, Instant at) {
        return terms.grants().stream()
                .filter(yes -> no.scope().overlaps(yes.scope()))
                .map(yes -> shared(no.scope(), yes.scope()))
                .filter(it -> no.services()
                        || no.bindsServices()
                        || topics.apply(it.topic()).needsConsent())
                .map(it -> state(it, topics.apply(it.topic()), terms, at))
                .toList();
    }

    /** The latest no that covers this whole scope. */
    public static ConsentStatement.Refusal latest(ConsentStatement.Refusal no, Terms terms) {
        return terms.refusals().stream()
                .filter(it -> it.scope().includes(no.scope()))
                .max(Terms.ORDER)
                .orElse(no);
    }

    /** A question within both scopes: each part is the narrower of the two. */
    private static Question shared(Scope no, Scope yes) {
        return new Question(
                yes.controller(),
                Scope.covers(yes.topic(), no.topic()) ? no.topic() : yes.topic(),
                yes.channel(),
                yes.point(),
                Authorship.AUTOMATED,
                false);
    }

    private static Consent state(Question question, TopicRules topic, Terms terms, Instant at) {
        return !topic.needsConsent() && Consent.objected(question, topic, terms, at)
                ? new Consent.Withdrawn()
                : Consent.of(question, topic, terms, at);
    }
}
