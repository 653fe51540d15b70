package dev.askfirst.outbound.push;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What one tool was told of one contact point, and what it answered.
 *
 * @param person whom it is about; empty once they are erased
 * @param contact the address, masked
 * @param says no or yes
 * @param state waiting, confirmed, refused, given_up or dropped
 * @param overtaken whether a later yes stands, of which the tool was not told
 * @param dueAt the next attempt of what waits
 * @param endedAt when the tool confirmed or refused it, or it was given up
 * @param status of the tool's last reply
 * @param words of the tool's last reply, shortened
 */
public record PushReply(
        UUID id,
        String target,
        Optional<UUID> person,
        Optional<String> contact,
        String says,
        String reason,
        Instant since,
        String state,
        boolean overtaken,
        int attempts,
        Optional<Instant> dueAt,
        Optional<Instant> endedAt,
        Optional<Integer> status,
        Optional<String> words) {

    PushReply with(Optional<String> masked) {
        return new PushReply(
                id, target, person, masked, says, reason, since, state, overtaken, attempts, dueAt, endedAt, status,
                words);
    }
}
