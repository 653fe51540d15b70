package dev.askfirst.policy.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Ratings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    private static final List<String> TOPICS = List.of("offers", "events", "events.music");
    private static final List<String> CHANNELS = List.of("email", "sms", "voice");

    /** In any seven days at most so many units, and what is kept for a topic is there for it; whoever asks, and whether they bid. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isNeverOverdrawn(long seed) {
        var random = new Random(seed);
        var perWeek = 5 + random.nextInt(20);
        var kept = random.nextInt(5);
        var reserves = List.of(new Preferences.Reserve("events", kept));
        var budget = new Budget(new Attention(perWeek, Map.of("sms", 2), reserves), List.of());
        var asking = new Asking(budget, random);
        for (var i = 0; i < 800; i++) asking.next();
        for (var use : asking.uses) {
            var week = asking.uses.stream()
                    .filter(it -> !it.at().isAfter(use.at()))
                    .filter(it -> use.at().isBefore(it.at().plus(Attention.WEEK)))
                    .toList();
            assertTrue(units(week, "") <= perWeek, "too many units");
            assertTrue(units(week, "offers") <= perWeek - kept, "what is kept is spent");
        }
        assertTrue(asking.uses.size() > 50);
    }

    private static int units(List<Budget.Use> uses, String topic) {
        return uses.stream()
                .filter(it -> it.topic().startsWith(topic))
                .mapToInt(Budget.Use::units)
                .sum();
    }

    /** Random questions, one after the other. */
    private static final class Asking {

        private final Budget budget;
        private final Random random;
        private final List<Budget.Use> uses = new ArrayList<>();
        private final List<Bid> bids = new ArrayList<>();
        private Instant now = BEGIN;

        Asking(Budget budget, Random random) {
            this.budget = budget;
            this.random = random;
        }

        void next() {
            now = now.plusSeconds(random.nextInt(6 * 3600));
            var topic = TOPICS.get(random.nextInt(TOPICS.size()));
            var channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            var until = random.nextBoolean()
                    ? Optional.of(now.plusSeconds(random.nextInt(200_000)))
                    : Optional.<Instant>empty();
            var units = budget.attention().weight(channel);
            var left = budget.left("acme", topic, channel, uses, new Waiting(bids, until), now);
            if (left.used() + left.kept() + left.held() + units
                    <= budget.attention().perWeek()) {
                assertEquals(Optional.empty(), left.free());
                uses.add(new Budget.Use(now, topic, units));
                return;
            }
            left.free().ifPresent(due -> waits(topic, channel, until, due));
        }

        /** If nobody else comes, it goes at the instant that it is told. */
        private void waits(String topic, String channel, Optional<Instant> until, Instant due) {
            assertTrue(due.isAfter(now), "it is told to ask in the past");
            if (until.isEmpty() || !due.isBefore(until.get())) return;
            var bid = new Bid(new UUID(1, bids.size()), now, "acme", topic, channel, due, until.get());
            var alone = budget.left("acme", topic, channel, uses, new Waiting(List.of(bid), until), due);
            assertEquals(Optional.empty(), alone.free(), () -> "it is not its turn at " + due);
            bids.removeIf(it -> it.isFor("acme", topic, channel) || !it.waitsAt(now));
            bids.add(bid);
        }
    }

    /** Of those that wait, each but the one that goes first is told of an instant at which it is gone. */
    @Test
    void aTurnIsHeldForAnHour() {
        var budget = new Budget(new Attention(1, Map.of(), List.of()), List.of());
        var due = BEGIN.plus(Duration.ofHours(1));
        var until = BEGIN.plus(Duration.ofDays(3));
        var first = new Bid(new UUID(1, 1), BEGIN, "acme", "offers", "email", due, until);
        for (var minutes : List.of(0, 59, 60, 119)) {
            var at = BEGIN.plus(Duration.ofMinutes(minutes));
            var other = budget.left(
                    "globex", "offers", "email", List.of(), new Waiting(List.of(first), Optional.empty()), at);
            assertEquals(Optional.of(due.plus(Bid.TURN)), other.free(), "after minutes: " + minutes);
            assertEquals(1, other.held());
        }
        var later = due.plus(Bid.TURN);
        var other = budget.left(
                "globex", "offers", "email", List.of(), new Waiting(List.of(first), Optional.empty()), later);
        assertEquals(new Budget.Count(0, 0, 0, Optional.empty()), other);
    }

    /** Of what is as useful, the one that has waited longer goes first, then the one with the smaller id. */
    @ParameterizedTest
    @CsvSource({"10, 2, true", "-10, 2, false", "0, 2, true", "0, 0, false"})
    void whoHasWaitedLongerGoesFirst(int later, int id, boolean goes) {
        var own = bid(new UUID(1, 1), "acme", "offers", BEGIN);
        var other = bid(new UUID(1, id), "globex", "offers", BEGIN.plusSeconds(later));
        var until = Optional.of(BEGIN.plus(Duration.ofDays(3)));
        var left =
                plain(1).left("acme", "offers", "email", List.of(), new Waiting(List.of(other, own), until), own.due());
        assertEquals(goes, left.free().isEmpty());
    }

    /** Whoever did not come back in time waits for the last slot like anybody who comes for the first time. */
    @Test
    void aTurnThatWasMissedIsNone() {
        var own = bid(new UUID(1, 1), "acme", "offers", BEGIN);
        var until = Optional.of(BEGIN.plus(Duration.ofDays(3)));
        var at = own.ends();
        var left = plain(1).left("acme", "offers", "email", List.of(), new Waiting(List.of(own), until), at);
        assertEquals(Optional.of(at.plus(Budget.DECIDED_AFTER)), left.free());
    }

    /** It waits for its turn only as long as it is of value, and else for the first room. */
    @ParameterizedTest
    @CsvSource({"8, 7.0", "12, 11.25", "11.25, 7.0"})
    void whatIsOfNoValueAtItsTurnWaitsForRoom(double untilDay, double freeDay) {
        var uses = List.of(new Budget.Use(day(0), "offers", 1), new Budget.Use(day(6), "offers", 3));
        var waiting = new Waiting(List.of(), Optional.of(day(untilDay)));
        var left = plain(4).left("acme", "offers", "email", uses, waiting, day(6.5));
        assertEquals(new Budget.Count(4, 0, 0, Optional.of(day(freeDay))), left);
    }

    @Test
    void aMessageOfWhichMoreIsWantedWeighsNothing() {
        var said = new Ratings(
                "acme",
                "offers",
                List.of(
                        new Rating(new UUID(2, 1), Rating.Value.MORE, BEGIN),
                        new Rating(new UUID(2, 2), Rating.Value.LESS, BEGIN)));
        var budget = new Budget(new Attention(5, Map.of(), List.of()), List.of(said));
        assertEquals(0, budget.use(new UUID(2, 1), BEGIN, "offers", "sms").units());
        assertEquals(3, budget.use(new UUID(2, 2), BEGIN, "offers", "sms").units());
        assertEquals(3, budget.use(new UUID(2, 3), BEGIN, "offers", "sms").units());
        assertEquals(Optional.empty(), budget.next(List.of(new Budget.Use(BEGIN, "offers", 0))));
        var uses = List.of(new Budget.Use(day(0), "offers", 1), new Budget.Use(day(1), "offers", 0));
        assertEquals(Optional.of(day(1.4)), budget.next(uses));
    }

    /** What waits for a topic for which units are kept holds none of the others; once they are used up it does. */
    @ParameterizedTest
    @CsvSource({"events.music, 0, 2, 0", "events.music, 1, 1, 0", "events.music, 2, 0, 1", "offers, 0, 2, 1"})
    void whatIsKeptIsNotHeldToo(String waits, int used, int kept, int held) {
        var budget = new Budget(new Attention(9, Map.of(), List.of(new Preferences.Reserve("events", 2))), List.of());
        var uses = IntStream.range(0, used)
                .mapToObj(_ -> new Budget.Use(BEGIN, "events", 1))
                .toList();
        var bid = bid(new UUID(1, 1), "globex", waits, BEGIN);
        var left = budget.left("acme", "news", "email", uses, new Waiting(List.of(bid), Optional.empty()), BEGIN);
        assertEquals(new Budget.Count(used, kept, held, Optional.empty()), left);
    }

    private static Budget plain(int perWeek) {
        return new Budget(new Attention(perWeek, Map.of(), List.of()), List.of());
    }

    private static Instant day(double days) {
        return BEGIN.plusSeconds(Math.round(days * 24 * 3600));
    }

    /** It waits from then on, and its turn is an hour later. */
    private static Bid bid(UUID id, String controller, String topic, Instant at) {
        return new Bid(
                id, at, controller, topic, "email", BEGIN.plus(Duration.ofHours(1)), BEGIN.plus(Duration.ofDays(3)));
    }
}
