package dev.askfirst.policy;

import static dev.askfirst.policy.Made.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.term.Terms;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which laws limit a message, and by whose days they count. */
class WhichLawCountsTest {

    /** Where the house lets consent lift a law's limit, only a yes in force does. */
    @Test
    void aLawThatConsentLiftsBindsWhoeverSaidNothing() {
        var bound = List.of(new Jurisdictions.Bound(law(1, "P30D", true), List.of()));
        var yes = Terms.EMPTY.with(yes(1, -60, Optional.empty(), false));
        assertEquals(
                1, Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()).size());
        assertEquals(0, Limits.of(QUESTION, facts(yes, bound), List.of()).size());
        var always = List.of(new Jurisdictions.Bound(law(1, "P30D", false), List.of()));
        assertEquals(1, Limits.of(QUESTION, facts(yes, always), List.of()).size());
    }

    @Test
    void aLawThatIsNotInForceLimitsNothing() {
        var later = law(1, "P30D", false, NOW.plusSeconds(1));
        var bound = List.of(new Jurisdictions.Bound(later, List.of()));
        assertEquals(List.of(), Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()));
    }

    @Test
    void aLawWithoutAZoneCountsByTheDaysOfUtc() {
        var bound = List.of(new Jurisdictions.Bound(daily(1, Law.Each.CONTROLLER), List.of()));
        var limit = Limits.of(QUESTION, facts(Terms.EMPTY, bound), List.of()).getFirst();
        assertEquals(List.of(ZoneOffset.UTC), limit.zones());
    }

    @Test
    void aLawCountsAllThatAControllerSendsOrEachTopicOfIt() {
        var all = Limit.of(daily(1, Law.Each.CONTROLLER), often(daily(1, Law.Each.CONTROLLER)), "acme", "offers", UTC);
        var each = Limit.of(daily(1, Law.Each.TOPIC), often(daily(1, Law.Each.TOPIC)), "acme", "offers", UTC);
        assertEquals(true, all.counts(use(-1, "events")));
        assertEquals(false, each.counts(use(-1, "events")));
        assertEquals(true, each.counts(use(-1, "offers.shoes")));
    }

    @Test
    void aLawMattersUntilItEnds() {
        var law = ending(NOW.plusSeconds(1));
        assertEquals(true, law.matters(NOW));
        assertEquals(false, law.matters(NOW.plusSeconds(1)));
        assertEquals(true, daily(1, Law.Each.TOPIC).matters(NOW));
    }

    private static Law.Frequency often(Law law) {
        return law.frequency().orElseThrow();
    }
}
