package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Ratings;
import dev.askfirst.policy.term.UsefulFloor;
import dev.askfirst.policy.term.Usefulness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A topic that is surely of less use to the person than the floor rests, for a while from when they last wanted less of it.
 *
 * @param usefulness by what they said of this controller's messages about it
 * @param lastLess when they last wanted less; empty if they do of none
 */
public record Rested(Usefulness usefulness, Optional<Instant> lastLess, UsefulFloor floor) implements Delay {

    /** What is known, and by which floor it is judged; empty where the rule does not apply to the question. */
    public static Optional<Rested> of(Question question, Facts facts) {
        if (facts.floor().isEmpty() || Critical.is(question, facts.topic())) return Optional.empty();
        return Ratings.of(facts.terms().ratings(), question.controller(), question.topic())
                .map(it ->
                        new Rested(it.usefulness(), it.lastLess(), facts.floor().get()));
    }

    /** Until when the topic rests; empty where it is useful enough, or nobody can be sure that it is not. */
    public Optional<Instant> until() {
        return lastLess.filter(_ -> usefulness.isBelow(floor.percent())).map(it -> it.plus(floor.rest()));
    }

    @Override
    public List<Reason> at(Instant at) {
        return until().filter(at::isBefore)
                .map(it -> List.of(Reason.rested(it, floor)))
                .orElse(List.of());
    }

    /** It never begins by itself: only another rating makes a topic rest. */
    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return Optional.empty();
    }
}
