package dev.askfirst.policy;

import dev.askfirst.policy.term.TopicRules;
import java.util.Map;

/** The topics of the demo's catalog, for golden cases on the pure core. */
final class TopicsOfCase {

    private static final Map<String, TopicRules> TOPICS = Map.of(
            "offers", topic("offers", true, false),
            "offers.shoes", topic("offers.shoes", true, false),
            "offers.shoes.running", topic("offers.shoes.running", true, false),
            "offers.bags", topic("offers.bags", true, false),
            "events", topic("events", true, false),
            "newsletter", topic("newsletter", true, true),
            "orders", topic("orders", false, false),
            "appointments", topic("appointments", false, false),
            "security", new TopicRules("security", "safety", false, false, true));

    private TopicsOfCase() {}

    static TopicRules get(String id) {
        return TOPICS.get(id);
    }

    private static TopicRules topic(String id, boolean needsConsent, boolean doubleOptIn) {
        return new TopicRules(id, needsConsent ? "marketing" : "service", needsConsent, doubleOptIn, false);
    }
}
