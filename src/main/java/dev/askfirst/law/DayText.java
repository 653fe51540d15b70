package dev.askfirst.law;

import dev.askfirst.policy.Week;
import dev.askfirst.policy.term.Preferences.Day;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Days and hours as rows of law spell them: {@code MON-FRI} and {@code 09:00-20:00}. */
final class DayText {

    private static final Pattern SPAN =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24:00))");
    private static final Pattern DAYS = Pattern.compile("(MON|TUE|WED|THU|FRI|SAT|SUN)(?:-(TUE|WED|THU|FRI|SAT|SUN))?");

    private DayText() {}

    /** One day, or several in a row; empty if it is neither. */
    static Optional<Set<Day>> days(String text) {
        if (text.equals(Day.HOLIDAY.name()) || text.equals(Day.PRE_HOLIDAY.name()))
            return Optional.of(EnumSet.of(Day.valueOf(text)));
        var days = DAYS.matcher(text);
        if (!days.matches()) return Optional.empty();
        var first = Day.valueOf(days.group(1));
        var last = days.group(2) == null ? first : Day.valueOf(days.group(2));
        return last.compareTo(first) < 0 ? Optional.empty() : Optional.of(EnumSet.range(first, last));
    }

    /** Half-open, across midnight if it ends before it starts; empty if it is no span of a day, or ends where it starts. */
    static Optional<Week.Span> span(String text) {
        var span = SPAN.matcher(text);
        if (!span.matches()) return Optional.empty();
        var from = minutes(span.group(1), span.group(2));
        var to = span.group(5) != null ? 24 * 60 : minutes(span.group(3), span.group(4));
        return from == to ? Optional.empty() : Optional.of(new Week.Span(from, to));
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }
}
