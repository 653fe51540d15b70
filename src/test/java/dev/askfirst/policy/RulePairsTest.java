package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No rule hides another: any two reasons that can come together do so in at least one golden case. */
class RulePairsTest {

    private record Pair(Reason.Code one, Reason.Code other) {
        @Override
        public String toString() {
            return one + " " + other;
        }
    }

    /** A state of consent is one: the others are no reasons beside it. */
    private static final Set<Reason.Code> CONSENT = Set.of(
            Reason.Code.CONSENT_UNKNOWN,
            Reason.Code.CONSENT_PENDING,
            Reason.Code.CONSENT_REFUSED,
            Reason.Code.CONSENT_WITHDRAWN,
            Reason.Code.CONSENT_EXPIRED);

    private static final Set<Reason.Code> CONSENT_NO =
            Set.of(Reason.Code.CONSENT_REFUSED, Reason.Code.CONSENT_WITHDRAWN);

    /** An opening is only looked for where nothing refuses for good. */
    private static final Set<Reason.Code> DELAYS = Set.of(
            Reason.Code.PAUSED,
            Reason.Code.OUTSIDE_WINDOW,
            Reason.Code.QUIET_HOURS,
            Reason.Code.CAP_REACHED,
            Reason.Code.DWELL_SHORT,
            Reason.Code.HUMAN_OWED,
            Reason.Code.RESTED);

    /** Of those who are near; no law that comes with the service names hours for them. */
    private static final Set<Reason.Code> NEAR = Set.of(Reason.Code.PLACE_REFUSED, Reason.Code.DWELL_SHORT);

    @Test
    void everyPairOfRulesOccursTogether() {
        var missing = new TreeSet<String>();
        var seen = seen();
        for (var one : Reason.Code.values()) {
            for (var other : Reason.Code.values()) {
                var pair = new Pair(one, other);
                if (one.compareTo(other) < 0 && canMeet(pair) && !seen.contains(pair)) missing.add(pair.toString());
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void thereAreEnoughCases() {
        assertTrue(GoldenCase.all().count() >= 300, () -> GoldenCase.all().count() + " cases");
    }

    private static boolean canMeet(Pair pair) {
        if (CONSENT.contains(pair.one()) && CONSENT.contains(pair.other())) return false;
        // Whoever objects has said no: the state of consent is never unknown then.
        if (pair.one() == Reason.Code.OBJECTED && pair.other() == Reason.Code.CONSENT_UNKNOWN) return false;
        // An intent is asked only where no no stands.
        if (CONSENT_NO.contains(pair.one()) && pair.other() == Reason.Code.INTENT_OVER) return false;
        // A confirmation is bound by no cap of anybody.
        if (pair.one() == Reason.Code.NOTHING_TO_CONFIRM && pair.other() == Reason.Code.CAP_REACHED) return false;
        if (pair.one() == Reason.Code.QUIET_HOURS && NEAR.contains(pair.other())) return false;
        if (NEAR.contains(pair.one()) && pair.other() == Reason.Code.QUIET_HOURS) return false;
        return pair.other() != Reason.Code.NO_OPENING || DELAYS.contains(pair.one());
    }

    private static Set<Pair> seen() {
        var seen = new HashSet<Pair>();
        GoldenCase.all().map(RulePairsTest::codes).forEach(codes -> {
            for (var i = 0; i < codes.size(); i++) {
                for (var k = i + 1; k < codes.size(); k++) seen.add(new Pair(codes.get(i), codes.get(k)));
            }
        });
        return seen;
    }

    private static List<Reason.Code> codes(GoldenCase golden) {
        var codes = new ArrayList<Reason.Code>();
        Stream.of(golden.recorded().line().replaceAll(" until .*", "").split(" "))
                .skip(1)
                .forEach(code -> codes.add(Reason.Code.valueOf(code.toUpperCase(Locale.ROOT))));
        return codes;
    }
}
