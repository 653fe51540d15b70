package dev.askfirst.policy;

import static dev.askfirst.policy.term.Preferences.Day.HOLIDAY;
import static dev.askfirst.policy.term.Preferences.Day.PRE_HOLIDAY;

import dev.askfirst.policy.term.Preferences.Day;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Spans for each kind of day. A holiday without spans of its own is the day of the week it is, and so is the day before
 * one; one with an empty list is closed. A day of the week that is missing is closed.
 *
 * @param strict a day of the week that is closed stays so on the day before a holiday
 */
public record Week(Map<Day, List<Span>> days, boolean strict) {

    private static final List<Day> BY_NUMBER = List.of(Day.values());

    /**
     * From a minute of the day, included, to another, excluded. One that ends at or before its start ends on the next day.
     *
     * @param from 0 to 1439
     * @param to 0 to 1440
     */
    public record Span(int from, int to) {

        /** Its end in minutes from the start of the day it belongs to: the one on which it starts. */
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

    /** Hours of law: a Sunday on which nobody may call is none on which somebody may because Monday is a holiday. */
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
