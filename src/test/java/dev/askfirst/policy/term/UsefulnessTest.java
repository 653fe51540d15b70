package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How useful messages are is told with bounds that few answers leave wide, and the last twenty answers are what counts. */
class UsefulnessTest {

    private static final Instant AT = Instant.parse("2026-05-20T09:00:00Z");
    private static final double EXACT = 0.05;

    /** Computed elsewhere, by the formula of Wilson's paper with fractions. */
    @ParameterizedTest(name = "{0} more, {1} fine, {2} less")
    @CsvSource({
        "0, 0, 5, 0, 24.7",
        "0, 1, 4, 2.0, 37.8",
        "1, 0, 4, 6.2, 48.6",
        "0, 5, 0, 25.1, 74.9",
        "5, 0, 0, 75.3, 100",
        "0, 0, 20, 0, 7.6",
        "10, 0, 10, 36.2, 63.8",
        "0, 0, 0, 0, 100"
    })
    void bounds(int more, int fine, int less, double lower, double upper) {
        var useful = new Usefulness(more, fine, less);
        assertEquals(lower, useful.lower(), EXACT);
        assertEquals(upper, useful.upper(), EXACT);
    }

    /** The bounds are where the distance to the share is as many standard errors as the quantile says. */
    @Test
    void theBoundsSolveWilsonsEquation() {
        for (var said = 1; said <= Ratings.MOST; said++) {
            for (var more = 0; more <= said; more++) {
                for (var fine = 0; more + fine <= said; fine++) {
                    var useful = new Usefulness(more, fine, said - more - fine);
                    var share = (more + fine / 2.0) / said;
                    for (var bound : List.of(useful.lower() / 100, useful.upper() / 100)) {
                        var error = Math.sqrt(Math.max(0, bound * (1 - bound)) / said);
                        assertEquals(1.2815515655446004 * error, Math.abs(share - bound), 1e-6, useful::toString);
                    }
                }
            }
        }
    }

    @Test
    void fewAnswersAreNeverBelowAnyFloor() {
        for (var said = 0; said < Usefulness.FEWEST; said++)
            for (var floor = 1; floor <= 100; floor++)
                assertFalse(new Usefulness(0, 0, said).isBelow(floor), said + " below " + floor);
        assertTrue(new Usefulness(0, 0, Usefulness.FEWEST).isBelow(25));
        assertFalse(new Usefulness(0, 0, Usefulness.FEWEST).isBelow(24));
    }

    @Test
    void whatIsFineLiesBelowNoFloorThatThereIs() {
        for (var said = 1; said <= Ratings.MOST; said++)
            assertFalse(new Usefulness(0, said, 0).isBelow(UsefulFloor.MOST));
    }

    @Test
    void theLowestFloorCanBeReached() {
        assertTrue(new Usefulness(0, 0, Ratings.MOST).isBelow(UsefulFloor.LEAST));
        assertFalse(new Usefulness(0, 0, 14).isBelow(UsefulFloor.LEAST));
        assertTrue(new Usefulness(0, 0, 15).isBelow(UsefulFloor.LEAST));
    }

    @Test
    void theMostUsefulComesFirstAndTheUselessLast() {
        var sure = new Usefulness(10, 0, 0);
        var once = new Usefulness(1, 0, 0);
        var unknown = new Usefulness(0, 0, 0);
        var useless = new Usefulness(0, 0, 10);
        assertEquals(
                List.of(sure, once, unknown, useless),
                List.of(useless, unknown, once, sure).stream()
                        .sorted(Usefulness.MOST_USEFUL_FIRST)
                        .toList());
    }

    @Test
    void theLastWordAboutAMessageCounts() {
        var terms = rated(Terms.EMPTY, 1, Rating.Value.LESS, 0);
        terms = rated(terms, 2, Rating.Value.FINE, 1);
        terms = rated(terms, 1, Rating.Value.MORE, 2);
        assertEquals(new Usefulness(1, 1, 0), terms.ratings().getFirst().usefulness());
        assertEquals(Optional.empty(), terms.ratings().getFirst().lastLess());
        assertEquals(List.of("acme"), terms.controllers());
    }

    @Test
    void theLastTwentyCount() {
        var terms = Terms.EMPTY;
        for (var i = 0; i < 30; i++) terms = rated(terms, i, i < 15 ? Rating.Value.LESS : Rating.Value.MORE, i);
        var ratings = terms.ratings().getFirst();
        assertEquals(Ratings.MOST, ratings.latest().size());
        assertEquals(new Usefulness(15, 0, 5), ratings.usefulness());
        assertEquals(Optional.of(AT.plusSeconds(14)), ratings.lastLess());
    }

    @Test
    void eachTopicOfEachControllerIsOnItsOwn() {
        var terms = rated(Terms.EMPTY, 1, Rating.Value.LESS, 0)
                .after(new Effect.Rated("acme", "offers.shoes", said(2, Rating.Value.MORE, 1)))
                .after(new Effect.Rated("globex", "offers", said(3, Rating.Value.FINE, 2)));
        assertEquals(
                Optional.of(new Usefulness(0, 0, 1)),
                Ratings.of(terms.ratings(), "acme", "offers").map(Ratings::usefulness));
        assertEquals(3, terms.ratings().size());
        var left = terms.after(new Effect.Forgotten("acme", "offers"));
        assertEquals(Optional.empty(), Ratings.of(left.ratings(), "acme", "offers"));
        assertEquals(2, left.ratings().size());
        assertEquals(left, left.after(new Effect.Forgotten("acme", "offers")));
    }

    /** The terms that are folded do not tell in which order topics were rated. */
    @Test
    void theyStandInOneOrder() {
        var said = List.of(
                new Effect.Rated("acme", "events", said(1, Rating.Value.MORE, 1)),
                new Effect.Rated("acme", "offers", said(2, Rating.Value.LESS, 2)),
                new Effect.Rated("globex", "events", said(3, Rating.Value.FINE, 3)));
        var wanted = List.of("acme/events", "acme/offers", "globex/events");
        for (var order : List.of(said, said.reversed())) {
            var terms = Terms.EMPTY;
            for (var one : order) terms = terms.after(one);
            assertEquals(
                    wanted,
                    terms.ratings().stream()
                            .map(it -> it.controller() + "/" + it.topic())
                            .toList());
        }
    }

    @Test
    void otherActsLeaveThemAlone() {
        var terms = rated(Terms.EMPTY, 1, Rating.Value.LESS, 0);
        var pause = new Pause(Scope.ALL, Scope.ALL, AT);
        var after = terms.after(new Effect.Paused(pause))
                .after(new Effect.Resumed(Scope.ALL, Scope.ALL))
                .after(new Effect.Preferred(Preferences.NONE.withUsefulFloor(Optional.of(25))))
                .after(new Effect.Asked(new Owed(new UUID(6, 1), "acme", AT)))
                .after(new Effect.Answered(new UUID(6, 1)))
                .after(new Effect.Undone(List.of()))
                .endingBy(_ -> Optional.empty());
        assertEquals(terms.ratings(), after.ratings());
    }

    @Test
    void mergedPeopleSaidWhatBothSaid() {
        var one = rated(Terms.EMPTY, 1, Rating.Value.LESS, 5);
        var other = rated(rated(Terms.EMPTY, 2, Rating.Value.FINE, 1), 3, Rating.Value.MORE, 9)
                .after(new Effect.Preferred(Preferences.NONE.withUsefulFloor(Optional.of(25))));
        var merged = one.after(new Effect.Merged(other, AT.plusSeconds(100)));
        assertEquals(
                List.of(new UUID(8, 2), new UUID(8, 1), new UUID(8, 3)),
                merged.ratings().getFirst().latest().stream()
                        .map(Rating::message)
                        .toList());
        assertEquals(Optional.of(25), merged.preferences().usefulFloor());
        assertEquals(merged.ratings(), other.after(new Effect.Merged(one, AT)).ratings());
    }

    @Test
    void theHigherFloorCounts() {
        var offers = new TopicRules("offers", "marketing", true, false, false);
        var orders = new TopicRules("orders", "service", false, false, false);
        for (var own : List.of(0, 10, 25, 50)) {
            for (var byController : List.of(0, 10, 25, 50)) {
                var preferences = Preferences.NONE.withUsefulFloor(floor(own));
                var found = UsefulFloor.of(preferences, offers, "acme", floor(byController), Duration.ofDays(7));
                assertEquals(
                        Math.max(own, byController),
                        found.map(UsefulFloor::percent).orElse(0));
                if (found.isEmpty()) continue;
                assertEquals(
                        own >= byController ? "preference" : "controller:acme",
                        found.get().source());
                assertEquals(Duration.ofDays(7), found.get().rest());
                assertEquals(
                        floor(byController),
                        UsefulFloor.of(preferences, orders, "acme", floor(byController), Duration.ofDays(7))
                                .map(UsefulFloor::percent));
            }
        }
    }

    private static Optional<Integer> floor(int percent) {
        return Optional.of(percent).filter(it -> it > 0);
    }

    private static Terms rated(Terms terms, int message, Rating.Value value, int second) {
        return terms.after(new Effect.Rated("acme", "offers", said(message, value, second)));
    }

    private static List<Rating> said(int message, Rating.Value value, int second) {
        return new ArrayList<>(List.of(new Rating(new UUID(8, message), value, AT.plusSeconds(second))));
    }
}
