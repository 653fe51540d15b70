package dev.askfirst.platform;

import java.util.UUID;

/**
 * The key under which a caller may repeat a request, and the fingerprint of what it asked. Kept for 24 hours.
 *
 * @param key a hash of caller and key: what callers choose as keys may be personal data
 */
public record IdempotencyKey(UUID key, UUID fingerprint) {

    public static final int LONGEST = 255;

    public static IdempotencyKey of(String caller, String key, String request) {
        return new IdempotencyKey(Ids.ofHash(Sha256.of(caller + "\n" + key)), Ids.ofHash(Sha256.of(request)));
    }
}
