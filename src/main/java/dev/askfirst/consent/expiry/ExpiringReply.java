package dev.askfirst.consent.expiry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Yeses that end by themselves, the first to end first.
 *
 * @param next cursor of the rest of the list; empty at its end
 */
public record ExpiringReply(List<Expiring> consents, Optional<String> next) {

    /** One of them; a sender sees the person by its controller's pairwise id. */
    public record Expiring(
            UUID grant, UUID person, String controller, String topic, String channel, Instant expiresAt) {}
}
