package dev.askfirst.provider.adapter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What requests of a connection are checked with.
 *
 * @param text as the provider gives it out: a key, or a name and a password with a colon between them
 */
public record Secret(String text) {

    /** A secret is not printed by accident. */
    @Override
    public String toString() {
        return "Secret";
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (var part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a signature by this key is right; what is no signature is wrong. */
    static boolean verifies(String algorithm, PublicKey key, byte[] signature, byte[]... parts) {
        try {
            var check = Signature.getInstance(algorithm);
            check.initVerify(key);
            for (var part : parts) check.update(part);
            return check.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** In the same time whatever the difference. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
