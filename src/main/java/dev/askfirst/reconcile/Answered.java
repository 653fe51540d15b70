package dev.askfirst.reconcile;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a sender was answered once.
 *
 * @param validUntil of a permit; empty for a deny and a defer
 * @param notBefore of a defer: when to ask again
 * @param taken whether something was sent on it, as an earlier row says, or another row names it
 */
record Answered(UUID decision, Instant at, Optional<Instant> validUntil, Optional<Instant> notBefore, boolean taken) {

    boolean isPermit() {
        return validUntil.isPresent();
    }
}
