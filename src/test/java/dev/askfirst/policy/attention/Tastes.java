package dev.askfirst.policy.attention;

import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/**
 * A made-up person with known tastes, and the senders that write to them for half a year: each company about one topic, of which a
 * known share is useful. Whoever gets no permit asks again when they are told to, until their message is of no value.
 */
final class Tastes {

    private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
    private static final int WEEKS = 52;
    private static final Instant COUNTED = BEGIN.plus(Duration.ofDays(7 * 26));
    private static final int SENDERS = 12;
    /** Who answers how useful a message was: one in three, and not always as they feel. */
    private static final double ANSWERS = 0.33;

    private static final double MISTAKES = 0.05;

    /** What came. */
    record Came(int useful, int useless) {
        Came and(Came other) {
            return new Came(useful + other.useful, useless + other.useless);
        }
    }

    private record Message(UUID id, String controller, Instant until, boolean useful, double mood) {}

    private record Try(Instant at, Message message) {}

    private final List<Try> written = new ArrayList<>();

    /** @param aWeek how many messages senders write in a week, all together */
    Tastes(int aWeek, Random random) {
        for (var i = 0; i < SENDERS; i++) {
            // Most senders are of little use, some of much.
            var taste = Math.pow(random.nextDouble(), 2);
            var gap = Duration.ofDays(7).toSeconds() * (double) SENDERS / aWeek;
            var at = BEGIN;
            while (true) {
                at = at.plusSeconds((long) (-Math.log(1 - random.nextDouble()) * gap));
                if (!at.isBefore(BEGIN.plus(Duration.ofDays(7L * WEEKS)))) break;
                var id = new UUID(random.nextLong(), random.nextLong());
                var useful = random.nextDouble() < taste;
                written.add(new Try(
                        at, new Message(id, "c" + i, at.plus(Duration.ofDays(2)), useful, random.nextDouble())));
            }
        }
    }

    /** What comes with this budget; with {@code bids}, every sender says until when a message is of value. */
    Came with(int perWeek, boolean bids) {
        return new Life(new Attention(perWeek, Map.of(), List.of()), bids).all();
    }

    private final class Life {

        private final Attention attention;
        private final boolean bids;
        private final PriorityQueue<Try> tries = new PriorityQueue<>(
                Comparator.comparing(Try::at).thenComparing(it -> it.message().id()));
        private final Map<UUID, Budget.Use> given = new HashMap<>();
        private final List<Bid> waiting = new ArrayList<>();
        private Terms terms = Terms.EMPTY;
        private int useful, useless;

        Life(Attention attention, boolean bids) {
            this.attention = attention;
            this.bids = bids;
            tries.addAll(written);
        }

        Came all() {
            while (!tries.isEmpty()) asks(tries.remove());
            return new Came(useful, useless);
        }

        private void asks(Try one) {
            var message = one.message();
            given.values().removeIf(it -> !one.at().isBefore(it.at().plus(Attention.WEEK)));
            waiting.removeIf(it -> !it.waitsAt(one.at()));
            var budget = new Budget(attention, terms.ratings());
            var uses = new ArrayList<Budget.Use>();
            given.forEach((id, use) -> uses.add(budget.use(id, use.at(), use.topic(), "email")));
            var until = bids ? Optional.of(message.until()) : Optional.<Instant>empty();
            var left = budget.left(message.controller(), "news", "email", uses, new Waiting(waiting, until), one.at());
            if (left.used() + left.kept() + left.held() < attention.perWeek()) comes(one);
            else left.free().filter(message.until()::isAfter).ifPresent(due -> waits(one, due));
        }

        private void comes(Try one) {
            var message = one.message();
            waiting.removeIf(it -> it.isFor(message.controller(), "news", "email"));
            given.put(message.id(), new Budget.Use(one.at(), "news", 1));
            if (!one.at().isBefore(COUNTED)) {
                if (message.useful()) useful++;
                else useless++;
            }
            if (message.mood() >= ANSWERS) return;
            var right = message.mood() / ANSWERS >= MISTAKES;
            var said = message.useful() == right ? Rating.Value.MORE : Rating.Value.LESS;
            var rating = new Rating(message.id(), said, one.at());
            terms = terms.after(new Effect.Rated(message.controller(), "news", List.of(rating)));
        }

        private void waits(Try one, Instant due) {
            var message = one.message();
            tries.add(new Try(due, message));
            if (!bids) return;
            var since = waiting.stream()
                    .filter(it -> it.isFor(message.controller(), "news", "email"))
                    .map(Bid::at)
                    .findFirst()
                    .orElse(one.at());
            waiting.removeIf(it -> it.isFor(message.controller(), "news", "email"));
            waiting.add(new Bid(message.id(), since, message.controller(), "news", "email", due, message.until()));
        }
    }
}
