package dev.askfirst.policy.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences;
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

    /** A useful message more, and half as many useless ones at most: the numbers are in docs/attention.md. */
    @ParameterizedTest
    @CsvSource({"20, 6", "40, 5", "60, 5"})
    void whoChoosesGetsAsMuchOfUseAndHalfOfWhatIsNot(int aWeek, int smaller) {
        var random = new Random(19);
        var people =
                IntStream.range(0, 20).mapToObj(_ -> new Tastes(aWeek, random)).toList();
        var first = came(people, 10, false);
        var bids = came(people, smaller, true);
        assertTrue(bids.useful() >= first.useful(), () -> bids + " against " + first);
        assertTrue(2 * bids.useless() <= first.useless(), () -> bids + " against " + first);
    }

    private static Tastes.Came came(List<Tastes> people, int perWeek, boolean bids) {
        return people.stream().map(it -> it.with(perWeek, bids)).reduce(new Tastes.Came(0, 0), Tastes.Came::and);
    }

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
}
