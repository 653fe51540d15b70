package dev.askfirst.person.deputy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A deputy may do what they may up to an instant, and nothing at it. */
class DeputyTest {

    private static final Instant END = Instant.parse("2027-06-30T00:00:00Z");

    @Test
    void theEndItselfIsTooLate() {
        var deputy = deputy(Optional.of(END), Optional.empty());
        for (var before : List.of(Duration.ofMillis(1), Duration.ofNanos(1000), Duration.ofNanos(1)))
            assertTrue(deputy.may(Right.NO, END.minus(before)), before::toString);
        for (var after : List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofMillis(1)))
            assertFalse(deputy.may(Right.NO, END.plus(after)), after::toString);
    }

    @Test
    void whoWasEndedMayNothing() {
        var deputy = deputy(Optional.of(END), Optional.of(END.minusSeconds(60)));
        assertFalse(deputy.standsAt(END.minusSeconds(59)));
        assertFalse(deputy.may(Right.NO, END.minusSeconds(59)));
    }

    @Test
    void onlyWhatWasGivenIsGiven() {
        var deputy = deputy(Optional.empty(), Optional.empty());
        assertTrue(deputy.may(Right.NO, END));
        assertFalse(deputy.may(Right.SEE, END));
        assertFalse(deputy.may(Right.HOURS, END));
    }

    @Test
    void rightsHaveOneOrder() {
        var mandate = new Mandate(Mandate.Kind.AGENT, Set.of(Right.HOURS, Right.NO, Right.SEE), Optional.empty());
        assertEquals(List.of(Right.NO, Right.SEE, Right.HOURS), mandate.rights());
    }

    private static Deputy deputy(Optional<Instant> until, Optional<Instant> ended) {
        var mandate = new Mandate(Mandate.Kind.FAMILY, Set.of(Right.NO), until);
        return new Deputy(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), mandate, Instant.EPOCH, ended);
    }
}
