package dev.askfirst.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The key under which a caller may repeat a request, and the fingerprint of what it asked. Kept for 24 hours.
 *
 * @param key a hash of caller and key: what callers choose as keys may be personal data
 */
public record IdempotencyKey(UUID key, UUID fingerprint) {

    public static final int LONGEST = 255;

    public static IdempotencyKey of(String caller, String key, String request) {
        return new IdempotencyKey(hash(caller + "\n" + key), hash(request));
    }

    private static UUID hash(String text) {
        try {
            return Ids.ofHash(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
