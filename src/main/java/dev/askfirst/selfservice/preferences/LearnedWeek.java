package dev.askfirst.selfservice.preferences;

import dev.askfirst.policy.hour.ReceptiveHours;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Preferences.Window;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Hours that were learned, as minutes of the week and as windows. */
final class LearnedWeek {

    private LearnedWeek() {}

    static BitSet open(ReceptiveHours learned) {
        var open = new BitSet(WeekHours.WEEK);
        for (var hour : learned.hours()) open.set(hour * 60, (hour + 1) * 60);
        return open;
    }

    static List<Window> windows(ReceptiveHours learned) {
        return WeekHours.windows(open(learned));
    }

    /** Preferences with these hours for all messages; hours for one channel or topic stay. */
    static Preferences in(Preferences before, ReceptiveHours learned) {
        var kept = before.windows().stream().filter(it -> !WeekHours.isGeneral(it));
        return before.within(Stream.concat(windows(learned).stream(), kept).toList());
    }
}
