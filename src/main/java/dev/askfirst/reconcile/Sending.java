package dev.askfirst.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that was sent, without the address it went to.
 *
 * @param names ids under which decisions may name whom it went to
 */
record Sending(
        long line, Instant at, String channel, List<UUID> names, Optional<UUID> point, Optional<UUID> decision) {}
