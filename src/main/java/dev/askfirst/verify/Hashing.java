package dev.askfirst.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 and the hashes of RFC 6962, implemented a second time, because the verifier shares no code with what it
 * verifies.
 */
final class Hashing {

    static final int LENGTH = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] LEAF_OF_FORMAT_1 = {0, 1};
    private static final byte[] NODE = {1};

    private final MessageDigest digest = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The leaf of an entry whose JSON text these bytes are. */
    byte[] entry(byte[] bytes, int from, int length) {
        digest.update(LEAF_OF_FORMAT_1);
        digest.update(bytes, from, length);
        return digest.digest();
    }

    byte[] leaf(byte[] data) {
        digest.update(LEAF);
        return digest.digest(data);
    }

    byte[] node(byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    byte[] of(byte[] data) {
        return digest.digest(data);
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
