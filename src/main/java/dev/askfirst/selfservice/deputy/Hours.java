package dev.askfirst.selfservice.deputy;

import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.Form;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One span of the day on some days, as a deputy fills it in; it takes the place of all general hours. */
record Hours(Set<Day> days, int from, int to) {

    /** What was filled in; empty if it is no time, or ends where it starts. */
    static Optional<Hours> of(Form form) {
        var days = switch (form.text("days")) {
            case "daily" -> Set.<Day>of();
            case "weekdays" -> EnumSet.range(Day.MON, Day.FRI);
            case "weekend" -> EnumSet.of(Day.SAT, Day.SUN);
            default -> null;
        };
        try {
            var from = LocalTime.parse(form.text("from"));
            var to = LocalTime.parse(form.text("to"));
            return days == null || from.equals(to)
                    ? Optional.empty()
                    : Optional.of(new Hours(days, minute(from), minute(to)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / 60;
    }

    /** These preferences with these hours; those of one channel or topic stay. */
    Preferences in(Preferences before) {
        var window = new Window(Scope.ALL, Scope.ALL, days, from, to == 0 ? 24 * 60 : to);
        var special = before.windows().stream()
                .filter(it -> !it.channel().equals(Scope.ALL) || !it.topic().equals(Scope.ALL));
        return before.within(Stream.concat(Stream.of(window), special).toList());
    }
}
