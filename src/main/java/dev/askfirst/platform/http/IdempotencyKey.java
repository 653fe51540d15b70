package dev.askfirst.platform.http;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.security.Caller;
import java.util.Optional;
import java.util.UUID;

/**
 * The key under which a caller may repeat a request, and the fingerprint of what it asked. Kept for 24 hours.
 *
 * @param key a hash of caller and key: what callers choose as keys may be personal data
 */
public record IdempotencyKey(UUID key, UUID fingerprint) {

    public static final int LONGEST = 255;

    /** The key of an `Idempotency-Key` header, if there is one. */
    public static Optional<IdempotencyKey> ofHeader(String header, Caller caller, String request) {
        if (header == null) return Optional.empty();
        if (header.isBlank() || header.length() > LONGEST) {
            throw Fault.invalid("Idempotency-Key", "has 1 to " + LONGEST + " characters");
        }
        return Optional.of(of(caller.sender().orElse(caller.subject()), header, request));
    }

    public static IdempotencyKey of(String caller, String key, String request) {
        return new IdempotencyKey(Ids.ofHash(Sha256.of(caller + "\n" + key)), Ids.ofHash(Sha256.of(request)));
    }
}
