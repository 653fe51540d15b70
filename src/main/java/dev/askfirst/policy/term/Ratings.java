package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a person said of one controller's messages about one topic.
 *
 * @param topic exactly this one: it says nothing about topics above or below it
 * @param latest at most {@link #MOST}, one for each message, in the order in which they were made
 */
public record Ratings(String controller, String topic, List<Rating> latest) {

    /** How many count: what was said before them tells of a taste that may be gone. */
    public static final int MOST = 20;

    private static final Comparator<Rating> ORDER =
            Comparator.comparing(Rating::made).thenComparing(Rating::message);

    public Ratings {
        latest = List.copyOf(latest);
    }

    /** Those about this topic of this controller; empty if there are none. */
    public static Optional<Ratings> of(List<Ratings> all, String controller, String topic) {
        for (var it : all) if (it.isAbout(controller, topic)) return Optional.of(it);
        return Optional.empty();
    }

    public boolean isAbout(String aController, String aTopic) {
        return controller.equals(aController) && topic.equals(aTopic);
    }

    /** How useful messages about the topic are, by these ratings. */
    public Usefulness usefulness() {
        return new Usefulness(count(Rating.Value.MORE), count(Rating.Value.FINE), count(Rating.Value.LESS));
    }

    /** When somebody last wanted less; empty if nobody does. */
    public Optional<Instant> lastLess() {
        return latest.stream()
                .filter(it -> it.value() == Rating.Value.LESS)
                .map(Rating::made)
                .max(Comparator.naturalOrder());
    }

    /** All of them after one more, which takes the place of an earlier one of the same message. */
    static List<Ratings> with(List<Ratings> all, String controller, String topic, List<Rating> said) {
        var known = of(all, controller, topic).map(Ratings::latest).orElse(List.of());
        var left = without(all, controller, topic);
        left.add(new Ratings(controller, topic, latest(known, said)));
        left.sort(Comparator.comparing(Ratings::controller).thenComparing(Ratings::topic));
        return left;
    }

    static List<Ratings> without(List<Ratings> all, String controller, String topic) {
        return new ArrayList<>(
                all.stream().filter(it -> !it.isAbout(controller, topic)).toList());
    }

    private static List<Rating> latest(List<Rating> known, List<Rating> said) {
        var some = new ArrayList<>(known);
        for (var one : said) {
            some.removeIf(it -> it.message().equals(one.message()));
            some.add(one);
        }
        some.sort(ORDER);
        return some.subList(Math.max(0, some.size() - MOST), some.size());
    }

    private int count(Rating.Value value) {
        return (int) latest.stream().filter(it -> it.value() == value).count();
    }
}
