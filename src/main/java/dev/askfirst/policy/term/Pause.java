package dev.askfirst.policy.term;

import java.time.Instant;

/**
 * Not until: the person wants no messages for a while. It ends by itself. One that names no topic holds for topics that
 * need consent; one that names a topic, for that topic whatever it needs.
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

    /** Whether the two are about the same: there is one pause for each scope. */
    public boolean isFor(String otherChannel, String otherTopic) {
        return channel.equals(otherChannel) && topic.equals(otherTopic);
    }
}
