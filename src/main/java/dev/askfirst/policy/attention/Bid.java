package dev.askfirst.policy.attention;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A message that waits for attention, because its sender said until when it is of value. It stands for any message of its
 * controller about its topic by its channel.
 *
 * @param decision by which it was last deferred
 * @param at since when it waits
 * @param due from when on it may be asked about again
 * @param until the instant from which on it is of no value
 */
public record Bid(
        UUID decision, Instant at, String controller, String topic, String channel, Instant due, Instant until) {

    /** How long after {@code due} its turn is kept for it. */
    public static final Duration TURN = Duration.ofHours(1);

    /** The first instant at which it waits no longer. */
    public Instant ends() {
        var last = due.plus(TURN);
        return until.isBefore(last) ? until : last;
    }

    public boolean waitsAt(Instant instant) {
        return !instant.isBefore(at) && instant.isBefore(ends());
    }

    /** Whether it stands for a message of this controller about this topic by this channel. */
    public boolean isFor(String aController, String aTopic, String aChannel) {
        return controller.equals(aController) && topic.equals(aTopic) && channel.equals(aChannel);
    }
}
