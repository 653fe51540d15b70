package dev.askfirst.policy.hour;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * At which hours of the week somebody acted, by their own clock: counts that fade from week to week, and no instants. An
 * hour counts once, however much was done in it.
 *
 * @param acts how many hours were ever counted
 * @param week up to which week the counts have faded, by its number
 * @param last the hour of that week that was counted last; empty before the first
 * @param weights what each hour of the week counts, from 0, which is Monday's first, to 167; none of them is 0
 */
public record HourCounts(int acts, long week, Optional<Integer> last, SortedMap<Integer, Double> weights) {

    /** The hours of a week. */
    public static final int WEEK = 7 * 24;

    /** With fewer acts nothing is known. */
    public static final int FEWEST = 30;

    /** After so many weeks an act counts half: habits drift. */
    static final double HALF_LIFE = 26;

    /** What counts less than this is forgotten. */
    private static final double LEAST = 0.01;

    /** A Monday. */
    private static final long FIRST_MONDAY = 4;

    /** Before anything was counted. */
    public static final HourCounts NONE = new HourCounts(0, 0, Optional.empty(), new TreeMap<>());

    public HourCounts {
        weights = new TreeMap<>(weights);
    }

    /** Whether enough was counted to propose hours. */
    public boolean isKnown() {
        return acts >= FEWEST;
    }

    /** The same with an act at this time of their clock. A clock that was set back counts as the week that it had reached. */
    public HourCounts with(LocalDateTime at) {
        var now = Math.max(week, Math.floorDiv(at.toLocalDate().toEpochDay() - FIRST_MONDAY, 7));
        var hour = hour(at);
        if (now == week && last.equals(Optional.of(hour))) return this;
        var all = fadedTo(now);
        all.merge(hour, 1.0, Double::sum);
        return new HourCounts(Math.min(acts, Integer.MAX_VALUE - 1) + 1, now, Optional.of(hour), all);
    }

    /** What either of two counted, of people who turn out to be one. */
    public HourCounts and(HourCounts other) {
        var later = week >= other.week ? this : other;
        var all = fadedTo(later.week);
        other.fadedTo(later.week).forEach((hour, weight) -> all.merge(hour, weight, Double::sum));
        return new HourCounts(Math.addExact(acts, other.acts), later.week, later.last, all);
    }

    /** The hours that suit them most; empty while too little is known. */
    public Optional<ReceptiveHours> proposed() {
        return isKnown() ? Optional.of(ReceptiveHours.of(weights)) : Optional.empty();
    }

    private SortedMap<Integer, Double> fadedTo(long later) {
        var share = Math.pow(0.5, Math.max(0, later - week) / HALF_LIFE);
        var faded = new TreeMap<Integer, Double>();
        weights.forEach((hour, weight) -> {
            if (weight * share >= LEAST) faded.put(hour, weight * share);
        });
        return faded;
    }

    /** The hour of the week. */
    static int hour(LocalDateTime at) {
        return (at.getDayOfWeek().getValue() - 1) * 24 + at.getHour();
    }
}
