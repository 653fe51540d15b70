package dev.askfirst.consent.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person looks for, or did.
 *
 * @param controllers to whom it is open; empty means all who serve the topic
 * @param channels by which they may write; none is every channel
 * @param max how many messages it allows, of all of them together; {@code left} is how many of these are left
 * @param endedAt when the person ended it
 * @param restUntil before when nobody asks for a yes on its topic; empty while it is open, and later
 * @param words what they said themselves; empty if they said nothing more, or it was erased
 */
public record IntentReply(
        UUID id,
        String topic,
        Optional<List<String>> controllers,
        List<String> channels,
        Instant until,
        int max,
        int left,
        State state,
        Optional<Instant> endedAt,
        Optional<Instant> restUntil,
        Optional<String> words) {

    /** Whether it still lets anything through, and if not, why. */
    public enum State {
        OPEN,
        USED_UP,
        ENDED,
        OVER
    }
}
