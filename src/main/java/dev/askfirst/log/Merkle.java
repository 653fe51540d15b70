package dev.askfirst.log;

import dev.askfirst.platform.Sha256;
import java.util.HexFormat;

/** The hashes of RFC 6962: those of leaves and of what is above two nodes. */
public final class Merkle {

    /** As many bytes as each hash has. */
    public static final int LENGTH = 32;

    private static final byte[] EMPTY =
            HexFormat.of().parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private Merkle() {}

    /** The root of a tree without leaves. */
    public static byte[] empty() {
        return EMPTY.clone();
    }

    public static byte[] leaf(byte[] entry) {
        var digest = Sha256.digest();
        digest.update((byte) 0);
        return digest.digest(entry);
    }

    public static byte[] node(byte[] left, byte[] right) {
        var digest = Sha256.digest();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }
}
