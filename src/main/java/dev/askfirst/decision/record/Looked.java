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
 * The holidays and clocks of one decision. It remembers which of the days looked up are holidays, and which edition of
 * the time zone database was used, if any.
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

    /** The edition, if a zone was looked up or mattered in another way. */
    Optional<String> zones(boolean otherwise) {
        return asked || otherwise ? Optional.of(clocks.edition()) : Optional.empty();
    }

    /** A day with its calendar, as recorded. */
    public static String name(String calendar, LocalDate day) {
        return calendar + " " + day;
    }
}
