package dev.askfirst.law;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somewhere a person may be, as far as law and clocks go.
 *
 * @param code a country, or a part of one such as {@code US-FL}
 */
record Place(String code, ZoneId zone) {

    /** A place of which nothing is known: ISO 3166 leaves this code to its users. */
    static final String UNKNOWN = "ZZ";

    /** The stretch in which clocks are compared: wider than any question reaches. */
    private static final Instant SINCE = Instant.parse("2025-01-01T00:00:00Z");

    private static final Instant UNTIL = Instant.parse("2045-01-01T00:00:00Z");
    private static final Map<ZoneId, List<Long>> CLOCKS = new ConcurrentHashMap<>();

    String country() {
        return code.substring(0, 2);
    }

    /** Whether their clocks agree all the time, whatever their names: one that stops changing keeps another time. */
    boolean keepsTimeOf(ZoneId other) {
        return zone.equals(other) || clock(zone).equals(clock(other));
    }

    /** When a zone's clock is changed, and to what. */
    private static List<Long> clock(ZoneId zone) {
        return CLOCKS.computeIfAbsent(zone, Place::changes);
    }

    private static List<Long> changes(ZoneId zone) {
        var rules = zone.getRules();
        var all = new ArrayList<Long>();
        all.add((long) rules.getOffset(SINCE).getTotalSeconds());
        for (var change = rules.nextTransition(SINCE);
                change != null && change.getInstant().isBefore(UNTIL);
                change = rules.nextTransition(change.getInstant())) {
            all.add(change.toEpochSecond());
            all.add((long) change.getOffsetAfter().getTotalSeconds());
        }
        return List.copyOf(all);
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
