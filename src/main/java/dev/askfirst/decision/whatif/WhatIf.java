package dev.askfirst.decision.whatif;

import dev.askfirst.platform.security.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The question what a draft would have changed, and what came out.
 *
 * @param from decisions from here on
 * @param to and before here
 * @param decisions how many there are; 0 until somebody has counted them
 * @param done how many of them were decided again so far
 */
public record WhatIf(
        UUID id,
        UUID draft,
        Instant at,
        Caller.Recorded by,
        Instant from,
        Instant to,
        State state,
        long decisions,
        long done,
        Optional<Instant> ended,
        Optional<WhatIfResult> result) {

    /** How far it is; {@code what_if} holds it in lower case. */
    public enum State {
        /** Nobody works on it yet: there is one at a time. */
        WAITING,
        RUNNING,
        DONE,
        /** It was begun several times, and never ended. */
        FAILED,
        CANCELLED;

        /** Whether somebody still works on it, or will. */
        public boolean isOpen() {
            return this == WAITING || this == RUNNING;
        }
    }
}
