package dev.askfirst.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 without looking for a provider each time. */
public final class Sha256 {

    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Sha256::fresh);

    private Sha256() {}

    /** A digest of this thread's, ready for a new message; to be used up before the next one is asked for. */
    public static MessageDigest digest() {
        return DIGESTS.get();
    }

    public static byte[] of(byte[] message) {
        return digest().digest(message);
    }

    public static byte[] of(String message) {
        return of(message.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
