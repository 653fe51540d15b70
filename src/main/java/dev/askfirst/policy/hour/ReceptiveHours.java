package dev.askfirst.policy.hour;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The hours of the week that suit somebody most, by their own clock: a sixth of the week.
 *
 * @param hours of the week, from 0, which is Monday's first, to 167
 */
public record ReceptiveHours(SortedSet<Integer> hours) {

    /** How many hours are proposed. */
    public static final int MOST = 28;

    /** How far ahead is looked for one of them. */
    private static final Duration SEARCH = Duration.ofDays(8);

    /** What an act says of the hours around it, by how many lie between: people do not live by the stroke of the clock. */
    private static final List<Double> NEIGHBOURS = List.of(1.0, 0.5, 0.2);

    /** What an act says of the same hour of other days of its kind: working days, or those of the weekend. */
    private static final double SAME_KIND = 0.4;

    /** What it says of the days of the other kind. */
    private static final double OTHERS = 0.15;

    private static final int SATURDAY = 5;

    public ReceptiveHours {
        hours = new TreeSet<>(hours);
    }

    /** The hours for which what was counted says most; of equals the earlier in the week. */
    static ReceptiveHours of(Map<Integer, Double> weights) {
        var scores = new double[HourCounts.WEEK];
        weights.forEach((hour, weight) -> {
            for (var day = 0; day < 7; day++) {
                var share = weight * share(hour / 24, day);
                for (var apart = 1 - NEIGHBOURS.size(); apart < NEIGHBOURS.size(); apart++) {
                    var near = Math.floorMod(day * 24 + hour % 24 + apart, HourCounts.WEEK);
                    scores[near] += share * NEIGHBOURS.get(Math.abs(apart));
                }
            }
        });
        var best = IntStream.range(0, HourCounts.WEEK)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer hour) -> -scores[hour]))
                .limit(MOST)
                .toList();
        return new ReceptiveHours(new TreeSet<>(best));
    }

    private static double share(int day, int other) {
        if (day == other) return 1;
        return (day < SATURDAY) == (other < SATURDAY) ? SAME_KIND : OTHERS;
    }

    /** Whether this time of their clock lies in one of them. */
    public boolean contains(LocalDateTime at) {
        return hours.contains(HourCounts.hour(at));
    }

    /**
     * The first instant from {@code from} on that lies in one of them and at which {@code open} lets a message in; empty
     * if there is none in the next week.
     */
    public Optional<Instant> next(Instant from, ZoneId zone, Predicate<Instant> open) {
        var last = from.plus(SEARCH);
        for (var at = from; at.isBefore(last); at = nextHour(at, zone)) {
            if (contains(LocalDateTime.ofInstant(at, zone)) && open.test(at)) return Optional.of(at);
        }
        return Optional.empty();
    }

    /** The next full hour of their clock, or an earlier instant where the clock is set in between; always later. */
    private static Instant nextHour(Instant at, ZoneId zone) {
        var passed = Duration.between(
                LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.HOURS), LocalDateTime.ofInstant(at, zone));
        return at.plus(Duration.ofHours(1).minus(passed));
    }
}
