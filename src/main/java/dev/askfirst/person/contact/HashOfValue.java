package dev.askfirst.person.contact;

import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of a normalised address. */
public record HashOfValue(byte[] bytes) {

    public static final int LENGTH = 32;

    public HashOfValue {
        if (bytes.length != LENGTH) throw new IllegalArgumentException("not a SHA-256");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashOfValue hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, 4) + "…";
    }
}
