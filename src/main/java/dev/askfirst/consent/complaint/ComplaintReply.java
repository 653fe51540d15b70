package dev.askfirst.consent.complaint;

import java.time.Instant;
import java.util.UUID;

/**
 * That a complaint is on record.
 *
 * @param dueAt by when somebody must have told them that it came
 */
public record ComplaintReply(UUID id, Instant receivedAt, Instant dueAt) {}
