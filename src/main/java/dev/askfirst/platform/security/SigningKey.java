package dev.askfirst.platform.security;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.signature.Ed25519PrivateKey;
import dev.askfirst.platform.StartRefused;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * One Ed25519 key of the keyset {@code log}.
 *
 * @param signs whether it is in use; those that are not are known so that what they signed can still be checked
 */
public record SigningKey(byte[] seed, byte[] publicKey, boolean signs) {

    /** All keys of the file, the primary one first; refused where it has none. */
    public static List<SigningKey> read(Path folder) {
        return parse(SecretFile.read(KeyName.log.in(folder)));
    }

    static List<SigningKey> parse(String text) {
        try {
            var handle = Keys.parse(text);
            handle.getPrimary();
            var keys = new ArrayList<SigningKey>();
            for (var i = 0; i < handle.size(); i++) {
                var entry = handle.getAt(i);
                if (entry.isPrimary()) keys.addFirst(of(entry));
                else keys.add(of(entry));
            }
            return keys;
        } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
            throw new StartRefused("the keyset `log.json` cannot be read: " + e.getMessage());
        }
    }

    private static SigningKey of(KeysetHandle.Entry entry) throws GeneralSecurityException {
        if (!(entry.getKey() instanceof Ed25519PrivateKey key))
            throw new GeneralSecurityException("that is not Ed25519");
        return new SigningKey(
                key.getPrivateKeyBytes().toByteArray(InsecureSecretKeyAccess.get()),
                key.getPublicKey().getPublicKeyBytes().toByteArray(),
                entry.getStatus() == KeyStatus.ENABLED);
    }

    @Override
    public String toString() {
        return "a signing key";
    }
}
