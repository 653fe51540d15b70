package dev.askfirst.policy;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What follows from where a person may be: which laws bind, in which zones, and which days are holidays.
 *
 * @param laws rows that bind this kind of message by this channel in some place where the person may be; sorted by id
 *     and version, because the reasons that they give are in this order
 * @param calendar of the holidays for the person's own windows
 * @param clocks that look up the person's own zone
 */
public record Jurisdictions(List<Bound> laws, Optional<String> calendar, Holidays holidays, Clocks clocks) {

    private static final Comparator<Bound> BY_ID = Comparator.comparing(
                    (Bound bound) -> bound.law().id())
            .thenComparing(bound -> bound.law().version());

    /** Nothing binds: for questions that no law concerns. */
    public static final Jurisdictions NOWHERE = new Jurisdictions(List.of(), Optional.empty(), Holidays.NONE);

    /** With the time zones that Java comes with. */
    public Jurisdictions(List<Bound> laws, Optional<String> calendar, Holidays holidays) {
        this(laws, calendar, holidays, Clocks.OF_JAVA);
    }

    /** One row of law, and its zones; it must be kept in all of them. */
    public record Bound(Law law, List<ZoneId> zones) {
        public Bound {
            zones = List.copyOf(zones);
        }
    }

    public Jurisdictions {
        laws = laws.size() < 2 ? List.copyOf(laws) : laws.stream().sorted(BY_ID).toList();
    }
}
