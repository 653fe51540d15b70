package dev.askfirst.policy;

import static dev.askfirst.policy.term.Preferences.Day.HOLIDAY;
import static dev.askfirst.policy.term.Preferences.Day.PRE_HOLIDAY;

import dev.askfirst.policy.term.Preferences.Day;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Open spans for each kind of day. A holiday, or the day before one, that has no entry is like its day of the week;
 * with an empty list it is closed. A day of the week that has no entry is closed.
 *
 * @param strict a closed day of the week stays closed even on the day before a holiday
 */
public record Week(Map<Day, List<Span>> days, boolean strict) {

    private static final List<Day> BY_NUMBER = List.of(Day.values());

    /**
     * From a minute of the day, included, to another, excluded. A span that ends at or before its start ends on the
     * next day.
     *
     * @param from 0 to 1439
     * @param to 0 to 1440
     */
    public record Span(int from, int to) {

        /** Its end in minutes since the start of the day on which it starts; may be over 24 hours. */
        int end() {
            return to > from ? to : to + 24 * 60;
        }
    }

    public Week {
        days = Map.copyOf(days);
    }

    public Week(Map<Day, List<Span>> days) {
        this(days, false);
    }

    /** Hours of law: a closed Sunday stays closed although Monday is a holiday. */
    public static Week ofLaw(Map<Day, List<Span>> days) {
        return new Week(days, true);
    }

    List<Span> on(LocalDate date, Predicate<LocalDate> holidays) {
        if (days.containsKey(HOLIDAY) && holidays.test(date)) return days.get(HOLIDAY);
        var usual = days.getOrDefault(BY_NUMBER.get(date.getDayOfWeek().getValue() - 1), List.of());
        var stays = strict && usual.isEmpty();
        if (!stays && days.containsKey(PRE_HOLIDAY) && holidays.test(date.plusDays(1))) return days.get(PRE_HOLIDAY);
        return usual;
    }
}
