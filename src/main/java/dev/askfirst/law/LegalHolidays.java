package dev.askfirst.law;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holidays that law names beside those that the library knows: the rows of {@code law/holidays.tab}. */
final class LegalHolidays {

    private static final Pattern DATE = Pattern.compile("([0-9]{2})-([0-9]{2})");
    private static final Pattern WEEKDAY = Pattern.compile("([0-9]{2}) ([1-4]) ([A-Z]{3})(?: \\+([0-9]))?");
    private static final Pattern EASTER = Pattern.compile("easter([+-][0-9]{1,2})");

    private record CalendarDay(String calendar, String day) {}

    private static final List<CalendarDay> ROWS = read();

    private LegalHolidays() {}

    /** Those of one calendar whose own day lies in this year. */
    static Stream<LocalDate> of(String calendar, int year) {
        return ROWS.stream().filter(row -> row.calendar().equals(calendar)).flatMap(row -> days(row.day(), year));
    }

    private static Stream<LocalDate> days(String rule, int year) {
        var date = DATE.matcher(rule);
        if (date.matches()) return kept(LocalDate.of(year, number(date.group(1)), number(date.group(2))));
        var weekday = WEEKDAY.matcher(rule);
        if (weekday.matches()) {
            var month = LocalDate.of(year, number(weekday.group(1)), 1);
            var first = TemporalAdjusters.dayOfWeekInMonth(number(weekday.group(2)), day(weekday.group(3)));
            var later = weekday.group(4) == null ? 0 : number(weekday.group(4));
            return Stream.of(month.with(first).plusDays(later));
        }
        var easter = EASTER.matcher(rule);
        if (easter.matches()) return Stream.of(easter(year).plusDays(number(easter.group(1))));
        throw new IllegalStateException("no day of a year: " + rule);
    }

    /** Where the law bars both the day and the one on which it is observed. */
    private static Stream<LocalDate> kept(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> Stream.of(day, day.minusDays(1));
            case SUNDAY -> Stream.of(day, day.plusDays(1));
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> Stream.of(day);
        };
    }

    /** Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher). */
    static LocalDate easter(int year) {
        var century = year / 100;
        var golden = year % 19;
        var epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - epact - year % 100 % 4) % 7;
        var full = (golden + 11 * epact + 22 * weekday) / 451;
        var march = epact + weekday - 7 * full + 114;
        return LocalDate.of(year, march / 31, march % 31 + 1);
    }

    private static DayOfWeek day(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(it -> it.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static List<CalendarDay> read() {
        try (var lines = new BufferedReader(new InputStreamReader(
                LegalHolidays.class.getResourceAsStream("/law/holidays.tab"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(columns -> new CalendarDay(columns[0], columns[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
