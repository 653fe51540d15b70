package dev.askfirst.policy.attention;

import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences.Reserve;
import dev.askfirst.policy.term.Rating;
import dev.askfirst.policy.term.Ratings;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Usefulness;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A person's budget of attention. Messages of which they said that they want more of them are given back to it. While several
 * wait for what is left, it goes to those that the person finds most useful, by {@link Usefulness#MOST_USEFUL_FIRST}.
 *
 * @param ratings what the person said of messages
 */
public record Budget(Attention attention, List<Ratings> ratings) {

    /** Of the limit that it is. */
    public static final String SOURCE = "preference:attention";

    /** How long a slot that is about to be the last one stays open for others, once a first message waits for it. */
    public static final Duration DECIDED_AFTER = Duration.ofHours(1);

    private static final Usefulness UNKNOWN = new Usefulness(0, 0, 0);

    public Budget {
        ratings = List.copyOf(ratings);
    }

    /** A permit that was given. */
    public record Use(Instant at, String topic, int units) {}

    /**
     * What is left for a message.
     *
     * @param used units of the last seven days
     * @param kept units that are kept for other topics
     * @param held units that are held for messages that go first or, as long as it is not decided which one does, for all of them
     * @param free if the message does not fit in: the first instant at which it may; empty if it never will
     */
    public record Count(int used, int kept, int held, Optional<Instant> free) {}

    /** A permit as it counts: nothing is counted of a message of which the person wants more. */
    public Use use(UUID decision, Instant at, String topic, String channel) {
        return new Use(at, topic, isRefunded(decision) ? 0 : attention.weight(channel));
    }

    /** What is left at this instant for a message of this controller about this topic by this channel. */
    public Count left(String controller, String topic, String channel, List<Use> uses, Waiting waiting, Instant at) {
        return new Turn(this, new Turn.Message(controller, topic, channel), uses, waiting, at).count();
    }

    /**
     * When the next message goes of those that can wait: they are spread over the week, so that each turn finds several to choose
     * from.
     */
    Optional<Instant> next(List<Use> uses) {
        return uses.stream()
                .filter(it -> it.units() > 0)
                .max(Comparator.comparing(Use::at))
                .map(it -> it.at()
                        .plusSeconds(Attention.WEEK.toSeconds() * it.units() / Math.max(1, attention.perWeek())));
    }

    /** How many units are used at an instant. */
    public int used(List<Use> uses, Instant at) {
        return lately(uses, at).stream().mapToInt(Use::units).sum();
    }

    /** How many units of a reserve are still kept for its topic at an instant. */
    public int kept(Reserve reserve, List<Use> uses, Instant at) {
        return kept(reserve.topic(), reserve.n(), lately(uses, at));
    }

    /** What still counts at an instant. */
    static List<Use> lately(List<Use> uses, Instant at) {
        return uses.stream()
                .filter(it -> at.isBefore(it.at().plus(Attention.WEEK)))
                .toList();
    }

    Usefulness of(String controller, String topic) {
        return Ratings.of(ratings, controller, topic).map(Ratings::usefulness).orElse(UNKNOWN);
    }

    /** How many units are kept at an instant for topics other than this one. */
    int kept(String topic, List<Use> counted) {
        var all = 0;
        for (var reserve : attention.reserves()) {
            if (!Scope.covers(reserve.topic(), topic)) all += kept(reserve.topic(), reserve.n(), counted);
        }
        return all;
    }

    /** Whether units are kept for this topic that are kept from the other one. */
    boolean isKeptFor(String topic, String other, List<Use> counted) {
        return attention.reserves().stream()
                .filter(it -> Scope.covers(it.topic(), topic) && !Scope.covers(it.topic(), other))
                .anyMatch(it -> kept(it.topic(), it.n(), counted) > 0);
    }

    private static int kept(String reserved, int n, List<Use> counted) {
        var spent = counted.stream()
                .filter(it -> Scope.covers(reserved, it.topic()))
                .mapToInt(Use::units)
                .sum();
        return Math.max(0, n - spent);
    }

    private boolean isRefunded(UUID decision) {
        for (var some : ratings)
            for (var rating : some.latest())
                if (rating.value() == Rating.Value.MORE && rating.message().equals(decision)) return true;
        return false;
    }
}
