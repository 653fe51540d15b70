package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was counted of one cap tells what is used up of another that counts the same, whatever its maximum. */
class RecountedTest {

    private static final Instant FREE = Made.NOW.plusSeconds(60);
    private static final CapCount THREE = new CapCount("controller:acme", 3, 0, Optional.of(FREE));

    @Test
    void theSameCapIsCountedAsItWas() {
        var weekly = limit("offers", 3, "P7D");
        assertEquals(Optional.of(THREE), recounted(weekly, weekly));
    }

    @Test
    void ofAHigherMaximumAsManyAreUsedAndNothingHasToGetFree() {
        var used = Optional.of(new CapCount("controller:acme", 3, 0, Optional.empty()));
        assertEquals(used, recounted(limit("offers", 4, "P7D"), limit("offers", 3, "P7D")));
        assertEquals(used, recounted(limit("offers", 0, "P7D"), limit("offers", 3, "P7D")));
    }

    @Test
    void whenALowerMaximumHasASlotAgainOnlyTheCalendarTells() {
        assertEquals(Optional.empty(), recounted(limit("offers", 2, "P7D"), limit("offers", 3, "P7D")));
        var midnight = Instant.parse("2026-03-05T00:00:00Z");
        assertEquals(
                Optional.of(new CapCount("controller:acme", 3, 0, Optional.of(midnight))),
                recounted(limit("offers", 2, "day"), limit("offers", 3, "day")));
        assertEquals(
                Optional.of(new CapCount("controller:acme", 3, 0, Optional.of(midnight))),
                recounted(limit("offers", 3, "day"), limit("offers", 5, "day")));
    }

    @Test
    void anotherCapTellsNothing() {
        assertEquals(Optional.empty(), recounted(limit("offers", 4, "P7D"), limit("*", 3, "P7D")));
        assertEquals(Optional.empty(), recounted(limit("offers", 4, "P7D"), limit("offers", 3, "P8D")));
        var own = Limits.of(
                        Made.QUESTION,
                        Made.facts(Made.terms(Made.preferences(List.of(), Made.cap("offers", 3, "P7D")))),
                        List.of())
                .getFirst();
        assertEquals(Optional.empty(), recounted(limit("offers", 4, "P7D"), own));
        var weekly = limit("offers", 3, "P7D");
        assertEquals(Optional.empty(), Limits.recounted(weekly, List.of(weekly), List.of(), Made.QUESTION, Made.NOW));
    }

    @Test
    void ofSeveralTheOneThatCountsTheSameIsTaken() {
        var all = limit("*", 9, "P7D");
        var weekly = limit("offers", 3, "P7D");
        var other = new CapCount("controller:acme", 7, 0, Optional.empty());
        assertEquals(
                Optional.of(new CapUsage(weekly, THREE)),
                Limits.recounted(weekly, List.of(all, weekly), List.of(other, THREE), Made.QUESTION, Made.NOW));
    }

    private static Optional<CapCount> recounted(Limit limit, Limit counted) {
        return Limits.recounted(limit, List.of(counted), List.of(THREE), Made.QUESTION, Made.NOW)
                .map(CapUsage::spent);
    }

    private static Limit limit(String topic, int max, String per) {
        var cap = new Preferences.Cap("*", "acme", topic, max, per, Optional.empty());
        return Limits.of(Made.QUESTION, Made.facts(Terms.EMPTY), List.of(cap)).getFirst();
    }
}
