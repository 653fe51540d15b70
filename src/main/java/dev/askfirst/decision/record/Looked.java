package dev.askfirst.decision.record;

import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.Holidays;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Holidays and clocks as one decision looks at them. Which of the days it asked for are holidays is known afterwards, and by
 * which edition of the time zone database it read the clocks, if it read any.
 */
public final class Looked implements Holidays, Clocks {

    private final Holidays all;
    private final Zones clocks = Zones.current();
    private final TreeSet<String> seen = new TreeSet<>();
    private boolean asked;

    public Looked(Holidays all) {
        this.all = all;
    }

    @Override
    public boolean on(String calendar, LocalDate day) {
        var is = all.on(calendar, day);
        if (is) seen.add(name(calendar, day));
        return is;
    }

    @Override
    public ZoneId of(String zone) {
        asked = true;
        return clocks.named(zone);
    }

    List<String> holidays() {
        return List.copyOf(seen);
    }

    /** The edition, if a zone was asked for or mattered otherwise. */
    Optional<String> zones(boolean otherwise) {
        return asked || otherwise ? Optional.of(clocks.edition()) : Optional.empty();
    }

    /** A day with its calendar, as it stands in the record. */
    static String name(String calendar, LocalDate day) {
        return calendar + " " + day;
    }
}
