package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences.Day;
import dev.askfirst.policy.term.Preferences.Window;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The hours of a week in squares. Windows that are made of whole squares become ticks, and ticks become windows. */
final class WeekGrid {

    static final List<Day> DAYS = List.of(Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI, Day.SAT, Day.SUN);
    /** Where squares begin, in minutes; the last one is the end of the day. */
    static final List<Integer> BOUNDS = List.of(0, 360, 540, 720, 900, 1080, 1260, 1440);

    private WeekGrid() {}

    static int slots() {
        return BOUNDS.size() - 1;
    }

    static String cell(Day day, int slot) {
        return day.name() + "-" + slot;
    }

    /** Whether a window is for everything and made of whole squares. */
    static boolean fits(Window window) {
        return window.channel().equals(Scope.ALL)
                && window.topic().equals(Scope.ALL)
                && DAYS.containsAll(window.days())
                && BOUNDS.contains(window.from())
                && BOUNDS.contains(window.to())
                && window.from() < window.to();
    }

    static Set<String> cells(List<Window> windows) {
        var cells = new TreeSet<String>();
        for (var window : windows) {
            if (!fits(window)) continue;
            for (var day : window.days().isEmpty() ? DAYS : window.days()) {
                for (var slot = 0; slot < slots(); slot++) {
                    if (BOUNDS.get(slot) >= window.from() && BOUNDS.get(slot) < window.to()) cells.add(cell(day, slot));
                }
            }
        }
        return cells;
    }

    /** Squares beside each other are one window; days with the same hours share it. */
    static List<Window> windows(Collection<String> cells) {
        var days = new LinkedHashMap<List<Integer>, EnumSet<Day>>();
        for (var day : DAYS) {
            for (var slot = 0; slot < slots(); slot++) {
                if (!cells.contains(cell(day, slot))) continue;
                var from = slot;
                while (slot + 1 < slots() && cells.contains(cell(day, slot + 1))) slot++;
                days.computeIfAbsent(List.of(BOUNDS.get(from), BOUNDS.get(slot + 1)), _ -> EnumSet.noneOf(Day.class))
                        .add(day);
            }
        }
        var windows = new ArrayList<Window>();
        days.forEach(
                (hours, on) -> windows.add(new Window(Scope.ALL, Scope.ALL, on, hours.getFirst(), hours.getLast())));
        return windows;
    }
}
