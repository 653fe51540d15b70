package dev.askfirst.platform.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A time of a year as the time zone database writes it: {@code Mar Sun>=8 2:00}.
 *
 * @param day a day of the month, {@code lastSun}, {@code Sun>=8} or {@code Sun<=25}
 * @param seconds from the start of that day; may be past its end, or before it
 */
record ZoneDay(int month, String day, int seconds, Clock clock) {

    /** Which clock shows that time. */
    enum Clock {
        WALL,
        STANDARD,
        UTC
    }

    private static final List<String> MONTHS = Arrays.stream(java.time.Month.values())
            .map(it -> it.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(it -> it.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final Pattern TIME =
            Pattern.compile("(-?)([0-9]{1,3})(?::([0-9]{1,2}))?(?::([0-9]{1,2})(?:\\.[0-9]+)?)?([wsugzd]?)");

    /** Of month, day and time; what is left out is the earliest. */
    static ZoneDay read(List<String> words) {
        var time = words.size() > 2 ? words.get(2) : "0";
        var day = words.size() > 1 ? words.get(1) : "1";
        var clock = switch (time.charAt(time.length() - 1)) {
            case 's' -> Clock.STANDARD;
            case 'u', 'g', 'z' -> Clock.UTC;
            default -> Clock.WALL;
        };
        var read = new ZoneDay(index(MONTHS, words.isEmpty() ? "jan" : words.get(0)) + 1, day, seconds(time), clock);
        // So that a word that is no day is found while the text is read.
        read.in(2000);
        return read;
    }

    /** What its clock shows then, in seconds since 1970. */
    long in(int year) {
        return date(year).toEpochDay() * 86_400 + seconds;
    }

    static int seconds(String text) {
        if (text.equals("-")) return 0;
        var time = TIME.matcher(text);
        if (!time.matches()) throw new IllegalArgumentException(text);
        var seconds = Integer.parseInt(time.group(2)) * 3600 + number(time.group(3)) * 60 + number(time.group(4));
        return time.group(1).isEmpty() ? seconds : -seconds;
    }

    private LocalDate date(int year) {
        var first = LocalDate.of(year, month, 1);
        if (Character.isDigit(day.charAt(0))) return first.withDayOfMonth(Integer.parseInt(day));
        if (day.startsWith("last")) {
            return YearMonth.from(first)
                    .atEndOfMonth()
                    .with(TemporalAdjusters.previousOrSame(weekday(day.substring("last".length()))));
        }
        var sign = day.indexOf('=') - 1;
        var weekday = weekday(day.substring(0, sign));
        var near = first.withDayOfMonth(Integer.parseInt(day.substring(sign + 2)));
        return near.with(
                day.charAt(sign) == '>'
                        ? TemporalAdjusters.nextOrSame(weekday)
                        : TemporalAdjusters.previousOrSame(weekday));
    }

    private static DayOfWeek weekday(String text) {
        return DayOfWeek.of(index(DAYS, text) + 1);
    }

    /** Names may be shortened as far as they stay the only one. */
    private static int index(List<String> names, String start) {
        var small = start.toLowerCase(Locale.ROOT);
        var found = names.stream().filter(name -> name.startsWith(small)).toList();
        if (found.size() != 1) throw new IllegalArgumentException(start);
        return names.indexOf(found.getFirst());
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
