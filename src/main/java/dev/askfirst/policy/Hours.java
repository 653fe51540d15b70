package dev.askfirst.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The hours of a week in one zone. Local and half-open: a span runs from the later reading of its start to the earlier
 * reading of its end, so a repeated hour is closed in both passes; a bound inside a gap is the first instant after it.
 */
record Hours(Week week, ZoneId zone, Predicate<LocalDate> holidays) {

    private static final int DAY = 24 * 60;

    private record Open(Instant from, Instant to) {
        boolean at(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    boolean open(Instant at) {
        return spell(at).isPresent();
    }

    /** The first instant from {@code at} to {@code latest}, both included, at which it is open. */
    Optional<Instant> opens(Instant at, Instant latest) {
        var last = latest.atZone(zone).toLocalDate();
        for (var day = at.atZone(zone).toLocalDate().minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            var first = first(day, at);
            if (first.isPresent()) return first.filter(it -> !it.isAfter(latest));
        }
        return Optional.empty();
    }

    /** The first instant after {@code at} at which it is closed, if that is before {@code before}. It is open at {@code at}. */
    Optional<Instant> closes(Instant at, Instant before) {
        var end = at;
        for (var open = spell(end); open.isPresent(); open = spell(end)) {
            end = open.get().to();
            if (!end.isBefore(before)) return Optional.empty();
        }
        return Optional.of(end);
    }

    /** The first instant from {@code at} to {@code latest}, both included, at which all of them are open. */
    static Optional<Instant> allOpen(List<Hours> all, Instant at, Instant latest) {
        var open = at;
        while (true) {
            var moved = open;
            for (var hours : all) {
                var next = hours.opens(moved, latest);
                if (next.isEmpty()) return Optional.empty();
                moved = next.get();
            }
            if (moved.equals(open)) return Optional.of(open);
            open = moved;
        }
    }

    /** The first instant at which one of them closes, if that is before {@code before}. All are open at {@code at}. */
    static Optional<Instant> anyCloses(List<Hours> all, Instant at, Instant before) {
        var first = Optional.<Instant>empty();
        for (var hours : all) {
            var closes = hours.closes(at, first.orElse(before));
            if (closes.isPresent()) first = closes;
        }
        return first;
    }

    private Optional<Instant> first(LocalDate day, Instant at) {
        var first = Optional.<Instant>empty();
        for (var open : on(day)) {
            if (!at.isBefore(open.to())) continue;
            var start = open.from().isAfter(at) ? open.from() : at;
            if (first.isEmpty() || start.isBefore(first.get())) first = Optional.of(start);
        }
        return first;
    }

    /** The span that holds this instant: one of its day, or one of the day before that runs on past midnight. */
    private Optional<Open> spell(Instant at) {
        var day = at.atZone(zone).toLocalDate();
        for (var open : on(day)) if (open.at(at)) return Optional.of(open);
        for (var open : on(day.minusDays(1))) if (open.at(at)) return Optional.of(open);
        return Optional.empty();
    }

    private List<Open> on(LocalDate day) {
        var spans = week.on(day, holidays);
        var all = new ArrayList<Open>(spans.size());
        for (var span : spans) {
            var open = new Open(reading(day, span.from(), true), reading(day, span.end(), false));
            if (open.from().isBefore(open.to())) all.add(open);
        }
        return all;
    }

    private Instant reading(LocalDate day, int minute, boolean later) {
        var local = day.plusDays(minute / DAY).atStartOfDay().plusMinutes(minute % DAY);
        var rules = zone.getRules();
        var shift = rules.getTransition(local);
        if (shift == null) return local.toInstant(rules.getOffset(local));
        if (shift.isGap()) return shift.getInstant();
        return local.toInstant(later ? shift.getOffsetAfter() : shift.getOffsetBefore());
    }
}
