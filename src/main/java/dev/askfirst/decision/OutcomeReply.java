package dev.askfirst.decision;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a permit, as its sender reported it.
 *
 * @param at when it happened, as the sender says
 * @param detail absent for those who may not see it, and once it is erased
 */
record OutcomeReply(UUID id, Outcome outcome, Instant at, Instant recordedAt, Optional<String> detail) {}
