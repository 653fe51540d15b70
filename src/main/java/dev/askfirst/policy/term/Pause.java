package dev.askfirst.policy.term;

import java.time.Instant;

/**
 * The person wants no messages for a while. A pause ends by itself. Without a topic it holds for all topics that need
 * consent; with a topic, for that topic, whether it needs consent or not.
 *
 * @param channel or {@link Scope#ALL}
 * @param topic or {@link Scope#ALL}
 * @param until the first instant at which it no longer holds
 */
public record Pause(String channel, String topic, Instant until) {

    public boolean holds(Question question, TopicRules rules, Instant at) {
        return at.isBefore(until)
                && Scope.of(Scope.ALL, topic, channel).touches(question)
                && (rules.needsConsent() || !topic.equals(Scope.ALL));
    }

    /** Whether it has this scope: there is at most one pause for each scope. */
    public boolean isFor(String otherChannel, String otherTopic) {
        return channel.equals(otherChannel) && topic.equals(otherTopic);
    }
}
