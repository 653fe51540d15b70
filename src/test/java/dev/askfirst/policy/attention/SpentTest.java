package dev.askfirst.policy.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Limits;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Preferences.Reserve;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What people are shown of their budget is what it counts. */
class SpentTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Reserve EVENTS = new Reserve("events", 5);

    private final Budget budget = new Budget(new Attention(30, Map.of("push", 0), List.of(EVENTS)), List.of());

    @Test
    void permitsOfTheLastSevenDaysAreUsedInUnits() {
        var uses = Limits.counted(
                budget,
                List.of(
                        permit(Duration.ZERO, "offers", "voice", true),
                        permit(Attention.WEEK.minusNanos(1), "offers", "sms", true),
                        permit(Attention.WEEK, "offers", "email", true)));
        assertEquals(13, budget.used(uses, NOW));
        assertEquals(10, budget.used(uses, NOW.plusNanos(1)));
    }

    @Test
    void servicesConfirmationsAndWhatWeighsNothingAreNotCounted() {
        var stop = new CountedPermit(
                UUID.randomUUID(), NOW, "acme", "offers", "marketing", "sms", true, Optional.of(UUID.randomUUID()));
        var uses = Limits.counted(
                budget,
                List.of(
                        permit(Duration.ZERO, "orders", "email", false),
                        permit(Duration.ZERO, "offers", "push", true),
                        stop));
        assertEquals(List.of(), uses);
        assertEquals(0, budget.used(uses, NOW));
    }

    @Test
    void whatIsKeptForATopicIsSpentByItAlone() {
        var uses = Limits.counted(
                budget,
                List.of(
                        permit(Duration.ZERO, "offers", "voice", true),
                        permit(Duration.ZERO, "events.city", "sms", true),
                        permit(Attention.WEEK, "events", "email", true)));
        assertEquals(2, budget.kept(EVENTS, uses, NOW));
        assertEquals(1, budget.kept(EVENTS, uses, NOW.minusNanos(1)));
        assertEquals(5, budget.kept(EVENTS, uses, NOW.plus(Attention.WEEK)));
    }

    private static CountedPermit permit(Duration ago, String topic, String channel, boolean needsConsent) {
        return new CountedPermit(
                UUID.randomUUID(), NOW.minus(ago), "acme", topic, "marketing", channel, needsConsent, Optional.empty());
    }
}
