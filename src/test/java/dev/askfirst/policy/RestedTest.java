package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import dev.askfirst.policy.term.UsefulFloor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A topic of too little use rests, to the instant, and only where a floor says so. */
class RestedTest {

    private static final Duration REST = Duration.ofDays(30);
    private static final UsefulFloor FLOOR = new UsefulFloor(25, REST, "preference");

    @Test
    void itRestsUntilItsEndAndNamesWhoseFloorItIs() {
        var end = Made.NOW.plus(Duration.ofDays(10));
        var terms = less(yes(), 5, end.minus(REST));
        assertEquals(
                new Decision.Defer(
                        end, List.of(new Reason(Reason.Code.RESTED, Optional.of(end), Optional.of("preference")))),
                decide(terms, Optional.of(FLOOR), end.minusNanos(1000)));
        assertEquals(
                Decision.Permit.class, decide(terms, Optional.of(FLOOR), end).getClass());
        assertEquals(
                Decision.Permit.class,
                decide(terms, Optional.empty(), end.minusNanos(1000)).getClass());
    }

    /** A permit is not cut short by a rest: nothing but another answer begins one. */
    @Test
    void aPermitLastsAsLongAsAnyOther() {
        var terms = less(yes(), 4, Made.NOW);
        var permit = (Decision.Permit) decide(terms, Optional.of(FLOOR), Made.NOW);
        assertEquals(Made.NOW.plus(Policy.VALIDITY), permit.validUntil());
    }

    @Test
    void criticalMessagesAreNotHeld() {
        var security = new TopicRules("security", "safety", false, false, true);
        var terms = less("security", yes(), 8, Made.NOW);
        for (var critical : List.of(true, false)) {
            var question =
                    new Question("acme", "security", "email", Optional.of(Made.POINT), Authorship.AUTOMATED, critical);
            var facts = new Facts(Made.NOW, terms, List.of(), security).resting(Optional.of(FLOOR));
            assertEquals(critical, Policy.decide(question, facts) instanceof Decision.Permit);
            assertEquals(critical, Rested.of(question, facts).isEmpty());
        }
    }

    /** Whether an hour suits is asked without deciding anything: nothing may delay the message then. */
    @Test
    void anHourIsOpenOnceNothingDelaysTheMessage() {
        var end = Made.NOW.plus(Duration.ofDays(10));
        var facts = new Facts(Made.NOW, less(yes(), 5, end.minus(REST)), List.of(), Made.OFFERS)
                .resting(Optional.of(FLOOR));
        assertFalse(Policy.isOpen(Made.QUESTION, facts, end.minusNanos(1000)));
        assertTrue(Policy.isOpen(Made.QUESTION, facts, end));
    }

    @Test
    void whereNothingWasSaidTheRuleDoesNotApply() {
        var facts = new Facts(Made.NOW, yes(), List.of(), Made.OFFERS).resting(Optional.of(FLOOR));
        assertEquals(Optional.empty(), Rested.of(Made.QUESTION, facts));
        assertEquals(facts, facts.resting(Optional.empty()));
    }

    /** Against the sentence of the rule itself, over made-up people. */
    @Test
    void theRuleIsWhatItsSentenceSays() {
        var random = new Random(19);
        for (var time = 0; time < 20_000; time++) {
            var terms = yes();
            var last = Optional.<Instant>empty();
            var said = random.nextInt(12);
            var useful = 0.0;
            for (var i = 0; i < said; i++) {
                var at = Made.NOW.minus(Duration.ofDays(60 - i * 4L));
                var value = Rating.Value.values()[Math.min(2, random.nextInt(6))];
                terms = rated("offers", terms, i, value, at);
                if (value == Rating.Value.LESS) last = Optional.of(at);
                useful += value == Rating.Value.MORE ? 1 : value == Rating.Value.FINE ? 0.5 : 0;
            }
            var floor = 10 + random.nextInt(41);
            var rests = said >= 5
                    && highest(useful / said, said) < floor / 100.0
                    && last.filter(it -> Made.NOW.isBefore(it.plus(REST))).isPresent();
            var decision = decide(terms, Optional.of(new UsefulFloor(floor, REST, "x")), Made.NOW);
            assertEquals(rests, decision instanceof Decision.Defer, said + " said, " + useful + " useful, " + floor);
            if (decision instanceof Decision.Defer(var until, var _))
                assertEquals(last.orElseThrow().plus(REST), until);
        }
    }

    /** The greatest share from which so few useful ones are no further than nine of ten draws are: found by trying. */
    private static double highest(double share, int n) {
        var low = share;
        var high = 1.0;
        for (var step = 0; step < 60; step++) {
            var middle = (low + high) / 2;
            if (middle - share <= 1.2815515655446004 * Math.sqrt(middle * (1 - middle) / n)) low = middle;
            else high = middle;
        }
        return low;
    }

    private static Terms less(Terms terms, int times, Instant at) {
        return less("offers", terms, times, at);
    }

    private static Terms less(String topic, Terms terms, int times, Instant at) {
        var after = terms;
        for (var i = 0; i < times; i++) after = rated(topic, after, i, Rating.Value.LESS, at.minusSeconds(i));
        return after;
    }

    private static Terms rated(String topic, Terms terms, int message, Rating.Value value, Instant at) {
        return terms.after(new Effect.Rated("acme", topic, List.of(new Rating(new UUID(8, message), value, at))));
    }

    private static Terms yes() {
        return Made.terms(new ConsentStatement.Grant(
                new UUID(1, 1),
                Made.AT,
                Made.NOW.minus(Duration.ofDays(90)),
                Optional.empty(),
                false,
                Optional.empty()));
    }

    private static Decision decide(Terms terms, Optional<UsefulFloor> floor, Instant at) {
        return Policy.decide(Made.QUESTION, new Facts(at, terms, List.of(), Made.OFFERS).resting(floor));
    }
}
