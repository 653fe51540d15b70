package dev.askfirst.policy;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a person may be: what law binds there, in which zones, and which days are holidays.
 *
 * @param laws rows that bind this kind of message by this channel somewhere the person may be; by id and version, wherever
 *     they were found, for this is the order of the reasons they give
 * @param calendar of the holidays that the person's own windows mean
 * @param clocks by which the person's own zone is read
 */
public record Jurisdictions(List<Bound> laws, Optional<String> calendar, Holidays holidays, Clocks clocks) {

    private static final Comparator<Bound> BY_ID = Comparator.comparing(
                    (Bound bound) -> bound.law().id())
            .thenComparing(bound -> bound.law().version());

    /** Where nothing binds: for questions in which no law is in play. */
    public static final Jurisdictions NOWHERE = new Jurisdictions(List.of(), Optional.empty(), Holidays.NONE);

    /** By the clocks that Java comes with. */
    public Jurisdictions(List<Bound> laws, Optional<String> calendar, Holidays holidays) {
        this(laws, calendar, holidays, Clocks.OF_JAVA);
    }

    /** One row of law, and the zones in all of which it must be kept. */
    public record Bound(Law law, List<ZoneId> zones) {
        public Bound {
            zones = List.copyOf(zones);
        }
    }

    public Jurisdictions {
        laws = laws.stream().sorted(BY_ID).toList();
    }
}
