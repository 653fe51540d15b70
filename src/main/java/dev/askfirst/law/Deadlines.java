package dev.askfirst.law;

import dev.askfirst.policy.Holidays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/** Counts the days within which something must have been done. */
final class Deadlines {

    private Deadlines() {}

    /** The rows among these that hold at a place: those of its country, else those for unknown places. */
    static List<LawRow> at(List<LawRow> rows, Place place) {
        var own = rows.stream()
                .filter(row -> row.jurisdictions().stream().anyMatch(place::liesIn))
                .toList();
        if (!own.isEmpty()) return own;
        return rows.stream()
                .filter(row -> row.jurisdictions().contains(Place.UNKNOWN))
                .toList();
    }

    /** The end of the last day, by the clock there. The day on which it was sent does not count. */
    static Instant end(LawRow row, LawRow.Deadline deadline, ZoneId zone, Instant sent, Holidays holidays) {
        return end(deadline.within(), day -> counts(row, deadline, day, holidays), zone, sent);
    }

    /** The same for as many days as count. */
    static Instant end(int within, Predicate<LocalDate> counts, ZoneId zone, Instant sent) {
        var day = sent.atZone(zone).toLocalDate();
        for (var left = within; left > 0; ) {
            day = day.plusDays(1);
            if (counts.test(day)) left--;
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whether people there work on this day: neither a weekend nor a holiday of the calendar. */
    static boolean isBusinessDay(String calendar, LocalDate day, Holidays holidays) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.on(calendar, day);
    }

    private static boolean counts(LawRow row, LawRow.Deadline deadline, LocalDate day, Holidays holidays) {
        return deadline.days() == LawRow.Days.CALENDAR
                || isBusinessDay(row.calendar().orElseThrow(), day, holidays);
    }
}
