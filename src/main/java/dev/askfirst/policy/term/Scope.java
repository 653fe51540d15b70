package dev.askfirst.policy.term;

import java.util.Optional;
import java.util.UUID;

/** What a statement is about: controller, topic, channel and contact point. A part that is left out means all. */
public record Scope(String controller, String topic, String channel, Optional<UUID> point) {

    /** Stands for a part that is left out. No catalog id can be equal to it. */
    public static final String ALL = "*";

    /** Everything, for the whole person. */
    public static final Scope EVERYTHING = new Scope(ALL, ALL, ALL, Optional.empty());

    public static Scope of(String controller, String topic, String channel) {
        return new Scope(controller, topic, channel, Optional.empty());
    }

    public Scope at(UUID contactPoint) {
        return new Scope(controller, topic, channel, Optional.of(contactPoint));
    }

    /** Whether this scope matches the question in every part it names. */
    public boolean touches(Question question) {
        return matches(controller, question.controller())
                && matches(channel, question.channel())
                && matchesTopic(topic, question.topic())
                && (point.isEmpty() || point.equals(question.point()));
    }

    /** Whether everything that {@code other} can match is matched by this scope too. */
    public boolean includes(Scope other) {
        return matches(controller, other.controller)
                && matches(channel, other.channel)
                && matchesTopic(topic, other.topic)
                && (point.isEmpty() || point.equals(other.point));
    }

    /** Whether some question can be matched by both scopes. */
    public boolean overlaps(Scope other) {
        return (matches(controller, other.controller) || matches(other.controller, controller))
                && (matches(channel, other.channel) || matches(other.channel, channel))
                && (matchesTopic(topic, other.topic) || matchesTopic(other.topic, topic))
                && (point.isEmpty() || other.point.isEmpty() || point.equals(other.point));
    }

    /** Whether this scope names a topic strictly below the topic of {@code other}. */
    public boolean isBelow(Scope other) {
        return namesTopic() && !topic.equals(other.topic) && matchesTopic(other.topic, topic);
    }

    public boolean namesTopic() {
        return !topic.equals(ALL);
    }

    /** The widest scope: no topic and no channel. A no of this scope is an objection. */
    public boolean isWidest() {
        return topic.equals(ALL) && channel.equals(ALL);
    }

    /** Whether {@code topic} is {@code ancestor} or lies below it on the dotted path. */
    public static boolean covers(String ancestor, String topic) {
        return topic.startsWith(ancestor)
                && (topic.length() == ancestor.length() || topic.charAt(ancestor.length()) == '.');
    }

    private static boolean matchesTopic(String part, String topic) {
        return part.equals(ALL) || covers(part, topic);
    }

    private static boolean matches(String part, String value) {
        return part.equals(ALL) || part.equals(value);
    }
}
