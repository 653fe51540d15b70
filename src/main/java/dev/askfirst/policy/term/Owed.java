package dev.askfirst.policy.term;

import java.time.Instant;
import java.util.UUID;

/**
 * A human owes the person an answer: they asked to talk to one, and none has answered yet.
 *
 * @param request the act by which they asked
 * @param controller whose human it is
 * @param due the first instant at which the answer is late
 */
public record Owed(UUID request, String controller, Instant due) {}
