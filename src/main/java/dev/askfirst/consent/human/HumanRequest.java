package dev.askfirst.consent.human;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody's request to talk to a human, as it stands on record; texts are empty once they are erased.
 *
 * @param person pairwise for senders
 * @param dueAt the first instant at which an answer is late
 * @param late whether the answer was, or is, late
 * @param by who answered
 */
public record HumanRequest(
        UUID id,
        Instant at,
        String controller,
        UUID person,
        State state,
        Instant dueAt,
        boolean late,
        Optional<Instant> answeredAt,
        Optional<String> text,
        Optional<String> answer,
        Optional<String> by) {

    /** How far it is. */
    public enum State {
        WAITING,
        ANSWERED
    }

    /** The same, of somebody whom the reader knows by this id. */
    HumanRequest of(UUID known) {
        return new HumanRequest(id, at, controller, known, state, dueAt, late, answeredAt, text, answer, by);
    }
}
