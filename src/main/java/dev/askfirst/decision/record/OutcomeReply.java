package dev.askfirst.decision.record;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The outcome of a permit, as its sender reported it.
 *
 * @param at when it happened, as the sender says: never before the decision, nor after it was recorded
 * @param claimed the instant that the sender named, if it differs; absent once it is erased
 * @param detail absent for those who may not see it, and once it is erased
 */
public record OutcomeReply(
        UUID id, Outcome outcome, Instant at, Instant recordedAt, Optional<Instant> claimed, Optional<String> detail) {}
