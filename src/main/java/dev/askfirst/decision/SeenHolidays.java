package dev.askfirst.decision;

import dev.askfirst.policy.Holidays;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/** Holidays as one decision looks at them: which of the days it asked for are some is known afterwards. */
final class SeenHolidays implements Holidays {

    private final Holidays all;
    private final TreeSet<String> seen = new TreeSet<>();

    SeenHolidays(Holidays all) {
        this.all = all;
    }

    @Override
    public boolean on(String calendar, LocalDate day) {
        var is = all.on(calendar, day);
        if (is) seen.add(name(calendar, day));
        return is;
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    /** A day with its calendar, as it stands in the record. */
    static String name(String calendar, LocalDate day) {
        return calendar + " " + day;
    }
}
