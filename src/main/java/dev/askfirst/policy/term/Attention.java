package dev.askfirst.policy.term;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much attention a person has for messages, over all senders and channels: so many units in any seven days. It counts and
 * binds what needs consent.
 *
 * @param perWeek in units, 0 to {@link #MOST}
 * @param weights how many units a message of a channel takes, 0 to {@link #HEAVIEST}, where the person sets it themself; 0 is never counted
 * @param reserves units that are kept for a topic and those below it
 */
public record Attention(int perWeek, Map<String, Integer> weights, List<Preferences.Reserve> reserves) {

    /** The largest budget, in units. */
    public static final int MOST = 1000;

    /** The largest weight of a channel, in units. */
    public static final int HEAVIEST = 100;

    /** The time over which it counts. */
    public static final Duration WEEK = Duration.ofDays(7);

    /** A call interrupts whoever takes it; a short message is read at once, and most others whenever it suits. */
    private static final Map<String, Integer> USUAL = Map.of("voice", 10, "sms", 3, "messaging", 3);

    public Attention {
        if (perWeek < 0 || perWeek > MOST) throw new IllegalArgumentException("no budget: " + perWeek);
        weights = Map.copyOf(weights);
        reserves = List.copyOf(reserves);
    }

    /** How many units a message by this channel takes: the usual ones, unless the person set others. */
    public int weight(String channel) {
        var own = weights.get(channel);
        return own == null ? USUAL.getOrDefault(channel, 1) : own;
    }

    /** What neither of the two lets through: the smaller amount, the larger weights, the reserves of both. */
    public Attention and(Attention other) {
        var heavier = new TreeMap<String, Integer>();
        for (var one : List.of(weights, other.weights))
            for (var channel : one.keySet()) heavier.put(channel, Math.max(weight(channel), other.weight(channel)));
        var kept = Stream.concat(reserves.stream(), other.reserves.stream())
                .distinct()
                .toList();
        return new Attention(Math.min(perWeek, other.perWeek), heavier, kept);
    }

    /** Whether it lets nothing through that the other one does not. */
    public boolean isWithin(Attention other) {
        return perWeek <= other.perWeek
                && reserves.equals(other.reserves)
                && Stream.of(weights, other.weights)
                        .flatMap(it -> it.keySet().stream())
                        .allMatch(it -> weight(it) >= other.weight(it));
    }

    /** The budget of two people who turned out to be one. */
    static Optional<Attention> ofBoth(Optional<Attention> one, Optional<Attention> other) {
        if (one.isEmpty() || other.isEmpty()) return one.or(() -> other);
        return Optional.of(one.get().and(other.get()));
    }
}
