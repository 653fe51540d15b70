package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Passages;
import dev.askfirst.authorship.Passages.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Honest people of one firm who write for a month, each mail for its reader. Below their mails stands what stands below all mails of the firm:
 * a legal footer, a shared signature, their own. They have phrases of habit, answer in threads, some with all that was written
 * before below their answer and unmarked, and write the same to a few now and then. Some sit at a desk where all answers are short.
 */
final class Firm {

    /** A mail: who wrote it, to whom, and its text. */
    record Mail(int author, long contact, Passage text) {}

    private static final int PHRASES = 12;
    private static final int CONTACTS = 40;

    private final SplittableRandom random;
    private final List<Passage> footers = new ArrayList<>();
    private final Passage greeting;
    private final Passage regards;
    private final List<Passage> phrases = new ArrayList<>();

    Firm(long seed) {
        this.random = new SplittableRandom(seed);
        this.greeting = Passages.of(random, between(2, 4));
        this.regards = Passages.of(random, between(3, 6));
        for (var i = 0; i < PHRASES; i++) phrases.add(Passages.of(random, between(6, 14)));
        // One firm in five has none, some have one in each of two languages.
        var kinds = random.nextInt(5);
        for (var i = 0; i < Math.min(kinds, 1 + random.nextInt(2)); i++)
            footers.add(Passages.of(random, between(30, 150)));
    }

    /** What so many people write, in the order in which it goes out. */
    List<Mail> month(int authors, int mails) {
        var people = new ArrayList<Author>();
        for (var i = 0; i < authors; i++) people.add(new Author(i));
        var all = new ArrayList<Mail>();
        while (all.size() < authors * mails) people.get(random.nextInt(authors)).writes(all);
        return all;
    }

    private final class Author {

        private final int id;
        private final Passage signature;
        private final List<Passage> footer;
        private final List<Passage> habits = new ArrayList<>();
        private final boolean atTheDesk = random.nextInt(5) == 0;
        private final boolean quotesUnmarked = random.nextInt(4) == 0;
        private final List<Passage> threads = new ArrayList<>();

        Author(int id) {
            this.id = id;
            this.signature = Passages.of(random, between(4, 20));
            this.footer = footers.isEmpty() ? List.of() : List.of(footers.get(random.nextInt(footers.size())));
            for (var i = 0; i < PHRASES; i++) habits.add(Passages.of(random, between(5, 15)));
            for (var i = 0; i < CONTACTS; i++) threads.add(Passages.of(random, 0));
        }

        void writes(List<Mail> all) {
            var contact = random.nextInt(CONTACTS);
            var own = new ArrayList<Passage>(List.of(greeting, Passages.of(random, length()), regards, signature));
            for (var i = random.nextInt(3); i > 0; i--) own.add(phrase());
            own.addAll(footer);
            var text = Passages.of(own.toArray(Passage[]::new));
            var sent = text;
            if (quotesUnmarked && random.nextInt(3) > 0) sent = Passages.of(text, threads.get(contact));
            threads.set(contact, Passages.of(text, threads.get(contact)));
            // Now and then somebody writes the same to a few.
            var readers = random.nextInt(30) == 0 ? between(2, 7) : 1;
            for (var i = 0; i < readers; i++) all.add(new Mail(id, id * 1_000L + (contact + i) % CONTACTS, sent));
        }

        private Passage phrase() {
            var of = random.nextBoolean() ? phrases : habits;
            return of.get(Math.min(random.nextInt(PHRASES), random.nextInt(PHRASES)));
        }

        /** Many mails are short, some long. */
        private int length() {
            if (atTheDesk) return between(4, 30);
            return Math.clamp(Math.round(Math.exp(3.6 + 0.9 * gaussian())), 4, 600);
        }
    }

    private double gaussian() {
        var sum = 0.0;
        for (var i = 0; i < 12; i++) sum += random.nextDouble();
        return sum - 6;
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
