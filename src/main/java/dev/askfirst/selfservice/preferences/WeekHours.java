package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;

/** The minutes of a week in which messages may come, Monday's first one first. Windows become minutes, and minutes windows. */
final class WeekHours {

    static final List<Day> DAYS = List.of(Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI, Day.SAT, Day.SUN);
    static final int DAY = 24 * 60;
    static final int WEEK = 7 * DAY;

    /** From a minute of a day, included, to another, excluded. */
    record Span(int from, int to) {}

    private WeekHours() {}

    /** Whether a window is for all messages. */
    static boolean isGeneral(Window window) {
        return window.channel().equals(Scope.ALL) && window.topic().equals(Scope.ALL);
    }

    /** Whether a window is for all messages, on days of the week, and ends on the day on which it begins. */
    static boolean fits(Window window) {
        return isGeneral(window) && DAYS.containsAll(window.days()) && window.from() < window.to();
    }

    /** When windows let messages in; without one for all messages, always. Those that do not fit are left out. */
    static BitSet open(List<Window> windows) {
        var open = new BitSet(WEEK);
        if (windows.stream().noneMatch(WeekHours::isGeneral)) open.set(0, WEEK);
        for (var window : windows) {
            if (!fits(window)) continue;
            for (var day : window.days().isEmpty() ? DAYS : window.days()) {
                open.set(day.ordinal() * DAY + window.from(), day.ordinal() * DAY + window.to());
            }
        }
        return open;
    }

    /** The same minutes on these days. */
    static BitSet of(Iterable<Day> days, int from, int to) {
        var open = new BitSet(WEEK);
        for (var day : days) open.set(day.ordinal() * DAY + from, day.ordinal() * DAY + to);
        return open;
    }

    static boolean isAlways(BitSet open) {
        return open.cardinality() == WEEK;
    }

    /** What is open on one day, from its beginning to its end. */
    static List<Span> on(Day day, BitSet open) {
        var spans = new ArrayList<Span>();
        var begin = day.ordinal() * DAY;
        var end = begin + DAY;
        for (var from = open.nextSetBit(begin); from >= 0 && from < end; ) {
            var to = Math.min(open.nextClearBit(from), end);
            spans.add(new Span(from - begin, to - begin));
            from = open.nextSetBit(to);
        }
        return spans;
    }

    /** Days with the same hours share a window. */
    static List<Window> windows(BitSet open) {
        var days = new LinkedHashMap<Span, EnumSet<Day>>();
        for (var day : DAYS) {
            for (var span : on(day, open)) {
                days.computeIfAbsent(span, _ -> EnumSet.noneOf(Day.class)).add(day);
            }
        }
        var windows = new ArrayList<Window>();
        days.forEach((span, on) -> windows.add(new Window(Scope.ALL, Scope.ALL, on, span.from(), span.to())));
        return windows;
    }
}
