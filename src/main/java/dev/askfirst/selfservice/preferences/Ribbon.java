package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.term.Preferences.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The week as a strip of hours, Monday first.
 *
 * @param words the same for whoever does not see it
 */
record Ribbon(List<Bar> bars, String words) {

    /** Minutes of a unit. */
    private static final int UNIT = 10;

    /** Hours at which messages may come, in units from the beginning of the week. */
    public record Bar(int x, int width) {}

    static Ribbon of(BitSet open, HoursWords words) {
        var bars = new ArrayList<Bar>();
        for (var from = open.nextSetBit(0); from >= 0; ) {
            var to = open.nextClearBit(from);
            bars.add(new Bar(from / UNIT, Math.max(1, (to - from) / UNIT)));
            from = open.nextSetBit(to);
        }
        var said = WeekHours.isAlways(open) ? List.<Window>of() : WeekHours.windows(open);
        return new Ribbon(bars, open.isEmpty() ? "" : words.alone(words.when(said)));
    }
}
