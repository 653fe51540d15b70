package dev.askfirst.catalog.feedback;

import dev.askfirst.policy.Facts;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.TopicRules;
import dev.askfirst.policy.term.UsefulFloor;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A controller lets people say how useful its messages are: each carries three links.
 *
 * @param topic and those below it; without one, every topic that needs consent
 * @param floor in percent, below which a topic rests; without one, only where the person set one
 * @param restDays how long it rests; without, 30
 */
public record FeedbackRule(Optional<String> topic, Optional<Integer> floor, Optional<Integer> restDays) {

    public FeedbackRule {
        topic = orAbsent(topic);
        floor = orAbsent(floor);
        restDays = orAbsent(restDays);
    }

    /** The one that counts: that of the nearest topic; empty where messages about the topic carry no links. */
    public static Optional<FeedbackRule> of(List<FeedbackRule> rules, TopicRules topic) {
        if (rules.isEmpty()) return Optional.empty();
        return rules.stream()
                .filter(it -> it.isFor(topic))
                .max(Comparator.comparing(it -> it.topic.map(String::length).orElse(0)));
    }

    /** The facts of a question about a message of a controller with these rules, with the floor below which its topic rests. */
    public static Facts resting(List<FeedbackRule> rules, String controller, Facts facts) {
        if (facts.terms().ratings().isEmpty()) return facts;
        return facts.resting(
                floor(rules, controller, facts.topic(), facts.terms().preferences()));
    }

    /** Below which usefulness messages of a controller with these rules rest; empty if they never do. */
    public static Optional<UsefulFloor> floor(
            List<FeedbackRule> rules, String controller, TopicRules topic, Preferences preferences) {
        var rule = of(rules, topic);
        var rest = rule.flatMap(FeedbackRule::restDays).map(Duration::ofDays).orElse(UsefulFloor.USUAL_REST);
        return UsefulFloor.of(preferences, topic, controller, rule.flatMap(FeedbackRule::floor), rest);
    }

    private boolean isFor(TopicRules rules) {
        return topic.map(it -> Scope.covers(it, rules.topic())).orElse(rules.needsConsent());
    }

    private static <T> Optional<T> orAbsent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
