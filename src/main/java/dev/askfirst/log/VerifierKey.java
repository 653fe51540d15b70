package dev.askfirst.log;

import dev.askfirst.platform.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** With what others check signatures of the log: a name and an Ed25519 public key, as C2SP signed-note writes them. */
public record VerifierKey(String name, byte[] publicKey) {

    private static final byte ED25519 = 1;
    private static final int ID = 4;
    private static final int LENGTH = 32;
    // SubjectPublicKeyInfo of Ed25519 (RFC 8410) up to the key itself.
    static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    public VerifierKey {
        if (!isName(name) || publicKey.length != LENGTH) throw new IllegalArgumentException("that is no verifier key");
    }

    /** As {@link #text} wrote it; empty if it is none, or one of another kind. */
    public static Optional<VerifierKey> parse(String text) {
        var parts = text.split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0]) || !parts[1].matches("[0-9a-f]{8}")) return Optional.empty();
        try {
            var key = Base64.getDecoder().decode(parts[2]);
            if (key.length != LENGTH + 1 || key[0] != ED25519) return Optional.empty();
            var verifier = new VerifierKey(parts[0], Arrays.copyOfRange(key, 1, key.length));
            return verifier.text().equals(text) ? Optional.of(verifier) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** {@code name+id+key}. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** The four bytes by which signatures name their key. */
    byte[] id() {
        return id(name, typed());
    }

    static byte[] id(String name, byte[] typed) {
        var text = new ByteArrayOutputStream();
        text.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
        text.writeBytes(typed);
        return Arrays.copyOf(Sha256.of(text.toByteArray()), ID);
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            var check = Signature.getInstance("Ed25519");
            check.initVerify(key());
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || Character.isWhitespace(c) || c < ' ');
    }

    private PublicKey key() throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(concat(SPKI, publicKey)));
    }

    private byte[] typed() {
        return concat(new byte[] {ED25519}, publicKey);
    }

    static byte[] concat(byte[] head, byte[] tail) {
        var both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
