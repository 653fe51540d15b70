package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.UUID;

/**
 * How useful one message was to a person.
 *
 * @param message the decision by which it went out
 * @param made when they said so
 */
public record Rating(UUID message, Value value, Instant made) {

    /** What a person would like of messages like this one. */
    public enum Value {
        MORE,
        FINE,
        LESS
    }
}
