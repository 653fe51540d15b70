package dev.askfirst.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A witness by its name and Ed25519 key: tells its cosignatures from those of others (C2SP tlog-cosignature, v1). */
public record Cosigner(String name, byte[] publicKey) {

    private static final byte COSIGNATURE_V1 = 4;
    private static final int ID = 4;
    private static final int TIME = 8;

    /** From a verifier key of type 4, {@code name+id+key}; empty if it is none. */
    public static Optional<Cosigner> parse(String text) {
        var parts = text.split("\\+", 3);
        if (parts.length != 3 || !VerifierKey.isName(parts[0])) return Optional.empty();
        try {
            var typed = Base64.getDecoder().decode(parts[2]);
            if (typed.length != Merkle.LENGTH + 1 || typed[0] != COSIGNATURE_V1) return Optional.empty();
            var cosigner = new Cosigner(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
            return cosigner.text().equals(text) ? Optional.of(cosigner) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** {@code name+id+key}. */
    public String text() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** The first of the lines that is this witness's cosignature of a checkpoint's text, with its line feed. */
    Optional<String> cosigned(String text, String lines) {
        return lines.lines()
                .filter(line -> isCosignature(text, line))
                .map(line -> line + "\n")
                .findFirst();
    }

    private boolean isCosignature(String text, String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals("\u2014") || !parts[1].equals(name)) return false;
        try {
            var bytes = Base64.getDecoder().decode(parts[2]);
            if (bytes.length <= ID + TIME || !Arrays.equals(Arrays.copyOf(bytes, ID), id())) return false;
            var time = ByteBuffer.wrap(bytes, ID, TIME).getLong();
            return time >= 0 && verifies(message(time, text), Arrays.copyOfRange(bytes, ID + TIME, bytes.length));
        } catch (IllegalArgumentException | GeneralSecurityException _) {
            return false;
        }
    }

    /** What a witness signs. */
    static byte[] message(long time, String text) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private boolean verifies(byte[] message, byte[] signature) throws GeneralSecurityException {
        var check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(VerifierKey.concat(VerifierKey.SPKI, publicKey))));
        check.update(message);
        return check.verify(signature);
    }

    byte[] id() {
        return VerifierKey.id(name, typed());
    }

    private byte[] typed() {
        return VerifierKey.concat(new byte[] {COSIGNATURE_V1}, publicKey);
    }
}
