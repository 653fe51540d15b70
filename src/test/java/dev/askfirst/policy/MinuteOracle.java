package dev.askfirst.policy;

import dev.askfirst.policy.term.Preferences.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * When hours are open, the slow way: the wall clock of every minute of a stretch of time is written down, and what a bound
 * means is looked up there. Knows nothing of how the service computes it.
 */
public final class MinuteOracle {

    private final Instant start;
    private final boolean[] open;

    /** Of hours in one zone, from the start of one day, in UTC, to the start of another. */
    public MinuteOracle(
            Map<Day, List<Week.Span>> week, ZoneId zone, Predicate<LocalDate> holidays, LocalDate from, LocalDate to) {
        this(day -> spans(week, day, holidays), zone, from, to);
    }

    /** Of the spans that each day has. */
    public MinuteOracle(Function<LocalDate, List<Week.Span>> spans, ZoneId zone, LocalDate from, LocalDate to) {
        start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        open = new boolean[(int) (to.toEpochDay() - from.toEpochDay()) * 1440];
        var base = (from.toEpochDay() - 2) * 1440;
        var first = new int[open.length + 6 * 1440];
        var last = new int[first.length];
        Arrays.fill(first, -1);
        Arrays.fill(last, -1);
        for (var i = -2880; i < open.length + 2880; i++) {
            var at = start.plusSeconds(60L * i);
            var wall = (int) (Math.floorDiv(
                            at.getEpochSecond() + zone.getRules().getOffset(at).getTotalSeconds(), 60)
                    - base);
            if (wall < 0 || wall >= first.length) continue;
            if (first[wall] == -1) first[wall] = i;
            last[wall] = i;
        }
        for (var day = from.minusDays(2); day.isBefore(to.plusDays(1)); day = day.plusDays(1)) {
            for (var span : spans.apply(day)) {
                var wall = (int) (day.toEpochDay() * 1440 - base) + span.from();
                var length = span.to() > span.from() ? span.to() - span.from() : span.to() + 1440 - span.from();
                mark(look(last, first, wall), look(first, first, wall + length));
            }
        }
    }

    public boolean open(Instant at) {
        return open[index(at)];
    }

    /** The first minute from {@code at} on that is open; null where there is none in the stretch. */
    public Instant opens(Instant at) {
        for (var i = index(at); i < open.length; i++) if (open[i]) return start.plusSeconds(60L * i);
        return null;
    }

    public Instant closes(Instant at) {
        for (var i = index(at); i < open.length; i++) if (!open[i]) return start.plusSeconds(60L * i);
        return null;
    }

    /** Minutes that are open in both. */
    public void and(MinuteOracle other) {
        for (var i = 0; i < open.length; i++) open[i] &= other.open[i];
    }

    private int index(Instant at) {
        return (int) ((at.getEpochSecond() - start.getEpochSecond()) / 60);
    }

    private static List<Week.Span> spans(Map<Day, List<Week.Span>> week, LocalDate day, Predicate<LocalDate> holidays) {
        if (holidays.test(day) && week.get(Day.HOLIDAY) != null) return week.get(Day.HOLIDAY);
        if (holidays.test(day.plusDays(1)) && week.get(Day.PRE_HOLIDAY) != null) return week.get(Day.PRE_HOLIDAY);
        var name = day.getDayOfWeek().name().substring(0, 3);
        return week.getOrDefault(Day.valueOf(name), List.of());
    }

    /** A reading of the wall clock; one that never comes is the first minute after it. */
    private static int look(int[] readings, int[] first, int wall) {
        if (wall < first.length && first[wall] != -1) return readings[wall];
        for (var later = wall; later < first.length; later++) if (first[later] != -1) return first[later];
        return Integer.MAX_VALUE;
    }

    private void mark(int from, int to) {
        for (var i = Math.max(0, from); i < Math.min(to, open.length); i++) open[i] = true;
    }
}
