package dev.askfirst.policy;

import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The state of consent for one question at one instant, in the words of the W3C Data Privacy Vocabulary. */
public sealed interface Consent {

    /**
     * In force through {@code grant}, until {@code until} unless a later statement changes it; empty means without end.
     */
    record Given(UUID grant, Optional<Instant> until) implements Consent {}

    /** The topic needs no consent and no standing no binds it. */
    record NotNeeded() implements Consent {}

    record Unknown() implements Consent {}

    record Pending() implements Consent {}

    record Refused() implements Consent {}

    record Withdrawn() implements Consent {}

    record Expired() implements Consent {}

    /**
     * The state that follows from these terms. Given if and only if a confirmed, unexpired yes touches the question,
     * and no touching no was made at or after that yes or names a topic strictly below the yes's topic.
     */
    static Consent of(Question question, TopicRules topic, Terms terms, Instant at) {
        var refusals = binding(question, topic, terms);
        if (refusals.isEmpty() && !topic.needsConsent()) return new NotNeeded();
        var grants = touching(question, terms);
        var counting = counting(grants, refusals, at);
        if (!counting.isEmpty()) return new Given(latest(counting).id(), endOf(counting));
        return refusals.isEmpty() ? openYes(grants, at).orElseGet(Unknown::new) : named(latest(refusals), grants, at);
    }

    /** Whether the person objects to this message: a no of the widest scope, which no later yes in force lifts here. */
    static boolean objected(Question question, TopicRules topic, Terms terms, Instant at) {
        return objection(question, topic, terms, at).isPresent();
    }

    /** The first no by which {@link #objected} holds. */
    public static Optional<ConsentStatement.Refusal> objection(
            Question question, TopicRules topic, Terms terms, Instant at) {
        for (var no : terms.refusals()) {
            if (!no.isObjection() || !no.scope().touches(question) || !topic.needsConsent() && !no.services()) continue;
            var counting = counting(touching(question, terms), binding(question, topic, terms), at);
            if (counting.stream().noneMatch(yes -> yes.made().isAfter(no.made()))) return Optional.of(no);
        }
        return Optional.empty();
    }

    /** The statement from which the state follows; empty if none does. */
    static Optional<ConsentStatement> wordBehind(
            Consent state, Question question, TopicRules topic, Terms terms, Instant at) {
        return switch (state) {
            case Given(var grant, var _) -> yes(question, terms, yes -> yes.id().equals(grant));
            case Pending _ -> yes(question, terms, ConsentStatement.Grant::pending);
            case Expired _ -> yes(question, terms, yes -> !yes.pending() && yes.expired(at));
            case Refused _, Withdrawn _ -> Optional.of(latest(binding(question, topic, terms)));
            case NotNeeded _, Unknown _ -> Optional.empty();
        };
    }

    private static Optional<ConsentStatement> yes(
            Question question, Terms terms, Predicate<ConsentStatement.Grant> which) {
        return touching(question, terms).stream().filter(which).max(Terms.ORDER).map(it -> it);
    }

    /** The no that stands against a new yes for this question; empty where a confirmed yes has answered every one. */
    static Optional<ConsentStatement.Refusal> standingNo(Question question, TopicRules topic, Terms terms, Instant at) {
        var objection = topic.needsConsent()
                ? Optional.<ConsentStatement.Refusal>empty()
                : objection(question, topic, terms, at);
        return objection.or(() -> plainNo(question, topic, terms, at));
    }

    private static Optional<ConsentStatement.Refusal> plainNo(
            Question question, TopicRules topic, Terms terms, Instant at) {
        var refusals = binding(question, topic, terms);
        var grants = touching(question, terms);
        if (refusals.isEmpty() || !counting(grants, refusals, at).isEmpty()) return Optional.empty();
        // A yes that has expired still answered the noes before it. A yes that was never confirmed answers none.
        var answered = grants.stream().anyMatch(yes -> !yes.pending() && !outweighed(yes, refusals));
        return answered ? Optional.empty() : Optional.of(latest(refusals));
    }

    /** Whether a no was said at or after this yes, so that a confirmation comes too late. */
    public static boolean overtaken(ConsentStatement.Grant yes, Question question, TopicRules topic, Terms terms) {
        return outweighed(yes, binding(question, topic, terms));
    }

    private static List<ConsentStatement.Refusal> binding(Question question, TopicRules topic, Terms terms) {
        var binding = new ArrayList<ConsentStatement.Refusal>();
        var critical = Critical.is(question, topic);
        for (var no : terms.refusals()) {
            if (no.scope().touches(question)
                    && binds(no, topic)
                    && (!critical || no.scope().namesTopic())) binding.add(no);
        }
        return binding;
    }

    private static List<ConsentStatement.Grant> touching(Question question, Terms terms) {
        var touching = new ArrayList<ConsentStatement.Grant>();
        for (var yes : terms.grants()) if (yes.scope().touches(question)) touching.add(yes);
        return touching;
    }

    /** The yeses in force that no binding no outweighs. */
    private static List<ConsentStatement.Grant> counting(
            List<ConsentStatement.Grant> touching, List<ConsentStatement.Refusal> refusals, Instant at) {
        var counting = new ArrayList<ConsentStatement.Grant>();
        for (var yes : touching) if (yes.inForce(at) && !outweighed(yes, refusals)) counting.add(yes);
        return counting;
    }

    private static boolean outweighed(ConsentStatement.Grant yes, List<ConsentStatement.Refusal> refusals) {
        for (var no : refusals) if (outweighs(no, yes)) return true;
        return false;
    }

    /** Topics that need no consent are bound only by a no that names them, or that says services too. */
    private static boolean binds(ConsentStatement.Refusal no, TopicRules topic) {
        return topic.needsConsent() || no.bindsServices();
    }

    private static boolean outweighs(ConsentStatement.Refusal no, ConsentStatement.Grant yes) {
        return !no.made().isBefore(yes.made()) || no.scope().isBelow(yes.scope());
    }

    /** The latest no decides the state, unless a yes that is pending or has expired was made after it. */
    private static Consent named(ConsentStatement.Refusal no, List<ConsentStatement.Grant> grants, Instant at) {
        var later = grants.stream().filter(yes -> yes.made().isAfter(no.made())).toList();
        return openYes(later, at).orElseGet(() -> switch (no.kind()) {
            case REFUSAL -> new Refused();
            case WITHDRAWAL -> new Withdrawn();
        });
    }

    private static Optional<Consent> openYes(List<ConsentStatement.Grant> grants, Instant at) {
        if (grants.stream().anyMatch(ConsentStatement.Grant::pending)) return Optional.of(new Pending());
        if (grants.stream().anyMatch(yes -> yes.expired(at))) return Optional.of(new Expired());
        return Optional.empty();
    }

    private static <W extends ConsentStatement> W latest(List<W> words) {
        return words.size() == 1
                ? words.getFirst()
                : words.stream().max(Terms.ORDER).orElseThrow();
    }

    /** The express yeses that count and were made after this instant. */
    static List<ConsentStatement.Grant> expressSince(
            Question question, TopicRules topic, Terms terms, Instant since, Instant at) {
        return counting(touching(question, terms), binding(question, topic, terms), at).stream()
                .filter(yes -> yes.express() && yes.made().isAfter(since))
                .toList();
    }

    /** When the last of these ends; empty if one does not, or if there are none. */
    static Optional<Instant> endOf(List<ConsentStatement.Grant> counting) {
        if (counting.stream().anyMatch(yes -> yes.expires().isEmpty())) return Optional.empty();
        return counting.stream().flatMap(yes -> yes.expires().stream()).max(Comparator.naturalOrder());
    }
}
