package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Spread;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import dev.askfirst.policy.term.UsefulFloor;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything a decision may depend on besides the question, read at one instant.
 *
 * @param used the caps that bind the question, and what is used up of them
 * @param confirmable the STOP that a question may confirm which says that it confirms one
 * @param floor below which usefulness the topic rests, where the person has said how useful messages are
 * @param spread how far the text has spread, where that binds its sender
 */
public record Facts(
        Instant at,
        Terms terms,
        List<Suppression> suppressions,
        TopicRules topic,
        Jurisdictions jurisdictions,
        List<CapUsage> used,
        Optional<ConfirmableStop> confirmable,
        Optional<UsefulFloor> floor,
        Optional<Spread> spread) {

    public Facts {
        suppressions = List.copyOf(suppressions);
        used = List.copyOf(used);
    }

    /** Facts where no cap binds the question. */
    public Facts(
            Instant at, Terms terms, List<Suppression> suppressions, TopicRules topic, Jurisdictions jurisdictions) {
        this(
                at,
                terms,
                suppressions,
                topic,
                jurisdictions,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Facts where neither a law nor a holiday matters. */
    public Facts(Instant at, Terms terms, List<Suppression> suppressions, TopicRules topic) {
        this(at, terms, suppressions, topic, Jurisdictions.NOWHERE);
    }

    /** The same, with these caps. */
    public Facts with(List<CapUsage> caps) {
        return new Facts(at, terms, suppressions, topic, jurisdictions, caps, confirmable, floor, spread);
    }

    /** The same, with the STOP that may be confirmed. */
    public Facts confirming(Optional<ConfirmableStop> stop) {
        return stop.isEmpty()
                ? this
                : new Facts(at, terms, suppressions, topic, jurisdictions, used, stop, floor, spread);
    }

    /** The same, with the floor below which the topic rests. */
    public Facts resting(Optional<UsefulFloor> below) {
        return below.isEmpty()
                ? this
                : new Facts(at, terms, suppressions, topic, jurisdictions, used, confirmable, below, spread);
    }

    /** The same, with how far the text has spread. */
    public Facts spread(Optional<Spread> far) {
        return far.isEmpty()
                ? this
                : new Facts(at, terms, suppressions, topic, jurisdictions, used, confirmable, floor, far);
    }

    boolean suppressedFor(Question question) {
        return !suppressions.isEmpty() && suppressions.stream().anyMatch(it -> it.binds(question, topic, terms, at));
    }

    /** When the first of the suppressions that do not bind yet begins to bind. */
    Optional<Instant> suppressedFrom(Question question) {
        if (suppressions.isEmpty()) return Optional.empty();
        return suppressions.stream()
                .flatMap(it -> it.bindsFrom(question, topic, terms, at).stream())
                .min(Comparator.naturalOrder());
    }
}
