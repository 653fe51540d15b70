package dev.askfirst.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key that the auditor trusts, as `/log/key` shows it: {@code name+id+key}. */
public record Key(String name, byte[] id, byte[] publicKey) {

    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ID = 4;

    private static final int ED25519 = 1;

    public static Key parse(String text) throws Unreadable {
        return parts(text, ED25519);
    }

    /** Any key of Ed25519, for signatures of this type. */
    static Key parts(String text, int type) throws Unreadable {
        var parts = text.strip().split("\\+", 3);
        try {
            var typed = Base64.getDecoder().decode(parts[2]);
            var named = (parts[0] + "\n").getBytes(StandardCharsets.UTF_8);
            var id = Arrays.copyOf(new Hashing().of(joined(named, typed)), ID);
            if (typed.length == Hashing.LENGTH + 1
                    && typed[0] == type
                    && Hashing.hex(id).equals(parts[1])) {
                return new Key(parts[0], id, Arrays.copyOfRange(typed, 1, typed.length));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            // Said below.
        }
        throw new Unreadable("`" + text + "` is no verifier key of this kind, such as /log/key shows");
    }

    /** Whether one of these signature lines is a valid one of this key. An invalid one of this key makes all fail. */
    boolean hasSigned(String text, String lines) {
        var found = false;
        for (var line : lines.split("\n")) {
            var parts = line.split(" ");
            if (parts.length != 3 || !parts[0].equals("\u2014") || !parts[1].equals(name)) continue;
            var bytes = decoded(parts[2]);
            if (bytes.length <= ID || !Arrays.equals(Arrays.copyOf(bytes, ID), id)) continue;
            if (!verifies(
                    publicKey, text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, ID, bytes.length)))
                return false;
            found = true;
        }
        return found;
    }

    static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(joined(SPKI, publicKey))));
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        var both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
