package dev.askfirst.policy.term;

import java.util.Optional;
import java.util.UUID;

/**
 * May this one message go out? As the policy sees it: the address is already resolved.
 *
 * @param point the contact point, or empty when the address is nobody's
 * @param critical whether the sender marked it as critical, and may do so
 * @param confirmsStop whether the message does nothing but confirm a STOP
 * @param approach how it comes, where it comes by being near the person
 */
public record Question(
        String controller,
        String topic,
        String channel,
        Optional<UUID> point,
        Authorship authorship,
        boolean critical,
        boolean confirmsStop,
        Optional<Approach> approach) {

    /** About a message of another channel than that of approaches. */
    public Question(
            String controller,
            String topic,
            String channel,
            Optional<UUID> point,
            Authorship authorship,
            boolean critical,
            boolean confirmsStop) {
        this(controller, topic, channel, point, authorship, critical, confirmsStop, Optional.empty());
    }

    /** About a message that confirms nothing. */
    public Question(
            String controller,
            String topic,
            String channel,
            Optional<UUID> point,
            Authorship authorship,
            boolean critical) {
        this(controller, topic, channel, point, authorship, critical, false);
    }

    /** The same about a message that somebody else wrote. */
    public Question by(Authorship other) {
        return new Question(controller, topic, channel, point, other, critical, confirmsStop, approach);
    }
}
