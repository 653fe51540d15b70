package dev.askfirst.law;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Somewhere a person may be, as far as law and clocks go.
 *
 * @param code a country, or a part of one such as {@code US-FL}
 */
record Place(String code, ZoneId zone) {

    /** A place of which nothing is known: ISO 3166 leaves this code to its users. */
    static final String UNKNOWN = "ZZ";

    /** Zones whose clocks agree at both of these keep the same time, whatever their names. */
    private static final List<Instant> SEASONS =
            List.of(Instant.parse("2026-01-15T12:00:00Z"), Instant.parse("2026-07-15T12:00:00Z"));

    String country() {
        return code.substring(0, 2);
    }

    boolean keepsTimeOf(ZoneId other) {
        return SEASONS.stream()
                .allMatch(at ->
                        zone.getRules().getOffset(at).equals(other.getRules().getOffset(at)));
    }

    boolean sharesCountry(Place other) {
        return country().equals(other.country());
    }

    /** Whether what holds in this country or part of one holds here. */
    boolean liesIn(String jurisdiction) {
        return code.startsWith(jurisdiction)
                && (code.length() == jurisdiction.length() || code.charAt(jurisdiction.length()) == '-');
    }
}
