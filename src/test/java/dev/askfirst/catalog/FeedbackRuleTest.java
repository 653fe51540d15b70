package dev.askfirst.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.feedback.FeedbackCheck;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.TopicRules;
import dev.askfirst.policy.term.UsefulFloor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of several rules of a controller the nearest counts; without one nobody is asked. */
class FeedbackRuleTest {

    private static final TopicRules SHOES = new TopicRules("offers.shoes", "marketing", true, false, false);
    private static final TopicRules ORDERS = new TopicRules("orders", "service", false, false, false);
    private static final FeedbackRule ALL = rule(null, 10, 20);
    private static final FeedbackRule OFFERS = rule("offers", 25, null);
    private static final FeedbackRule OF_SHOES = rule("offers.shoes", null, 7);

    @Test
    void theNearestTopicCounts() {
        assertEquals(Optional.empty(), FeedbackRule.of(List.of(), SHOES));
        assertEquals(Optional.of(ALL), FeedbackRule.of(List.of(ALL), SHOES));
        assertEquals(Optional.of(OFFERS), FeedbackRule.of(List.of(ALL, OFFERS), SHOES));
        assertEquals(Optional.of(OF_SHOES), FeedbackRule.of(List.of(OF_SHOES, ALL, OFFERS), SHOES));
        assertEquals(Optional.empty(), FeedbackRule.of(List.of(rule("offers.bags", 25, 7)), SHOES));
    }

    @Test
    void aTopicThatNeedsNoConsentMustBeNamed() {
        assertEquals(Optional.empty(), FeedbackRule.of(List.of(ALL, OFFERS), ORDERS));
        assertEquals(Optional.of(rule("orders", 25, 7)), FeedbackRule.of(List.of(ALL, rule("orders", 25, 7)), ORDERS));
    }

    @Test
    void theFloorIsThatOfTheRuleOrOfThePerson() {
        assertEquals(
                Optional.of(new UsefulFloor(25, Duration.ofDays(30), "controller:acme")),
                FeedbackRule.floor(List.of(ALL, OFFERS), "acme", SHOES, Preferences.NONE));
        assertEquals(
                Optional.of(new UsefulFloor(10, Duration.ofDays(20), "controller:acme")),
                FeedbackRule.floor(List.of(ALL), "acme", SHOES, Preferences.NONE));
        var own = Preferences.NONE.withUsefulFloor(Optional.of(50));
        assertEquals(
                Optional.of(new UsefulFloor(50, Duration.ofDays(7), "preference")),
                FeedbackRule.floor(List.of(ALL, OF_SHOES), "acme", SHOES, own));
        assertEquals(Optional.empty(), FeedbackRule.floor(List.of(OF_SHOES), "acme", SHOES, Preferences.NONE));
        assertEquals(
                Optional.of(new UsefulFloor(50, Duration.ofDays(30), "preference")),
                FeedbackRule.floor(List.of(), "acme", SHOES, own));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        ", , , true",
        "offers, 10, 1, true",
        "offers, 50, 366, true",
        "nothing, 25, 30, false",
        "offers, 9, 30, false",
        "offers, 51, 30, false",
        "offers, 25, 0, false",
        "offers, 25, 367, false"
    })
    void whatIsNoRuleIsToldSo(String topic, Integer floor, Integer days, boolean good) {
        assertEquals(good, errors(List.of(rule(topic, floor, days))).isEmpty());
    }

    @Test
    void aTopicHasOneRuleAndThereAreTwentyAtMost() {
        assertEquals(
                "feedback.1.topic",
                errors(List.of(OFFERS, rule("offers", 30, 2))).getFirst().field());
        assertEquals(
                "feedback.1.topic",
                errors(List.of(ALL, rule(null, 30, 2))).getFirst().field());
        var many = java.util.Collections.nCopies(21, ALL);
        assertTrue(errors(many).stream().anyMatch(it -> it.field().equals("feedback")));
    }

    private static List<Fault.FieldError> errors(List<FeedbackRule> rules) {
        var checks = new Checks();
        new FeedbackCheck(checks, Set.of("offers")).all("feedback", rules);
        return checks.errors();
    }

    private static FeedbackRule rule(String topic, Integer floor, Integer days) {
        return new FeedbackRule(Optional.ofNullable(topic), Optional.ofNullable(floor), Optional.ofNullable(days));
    }
}
