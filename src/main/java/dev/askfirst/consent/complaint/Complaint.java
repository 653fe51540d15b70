package dev.askfirst.consent.complaint;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A complaint as it stands in the register; address and texts are empty once they are erased.
 *
 * @param at when it was recorded
 * @param dueAt by when it had to be acknowledged
 * @param acknowledgedAt when the person was told that it came; where it was answered at once, when that was
 * @param late whether that was, or is, after {@code dueAt}
 * @param outcome what it turned out to be
 * @param answer what the person was told then
 */
public record Complaint(
        UUID id,
        Instant at,
        Instant receivedAt,
        String controller,
        State state,
        Instant dueAt,
        boolean late,
        Optional<Instant> acknowledgedAt,
        Optional<Instant> resolvedAt,
        Optional<String> outcome,
        Optional<String> contact,
        Optional<String> text,
        Optional<String> answer) {

    /** How far it is. */
    public enum State {
        DUE,
        ACKNOWLEDGED,
        RESOLVED
    }
}
