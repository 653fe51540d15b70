package dev.askfirst.log;

import dev.askfirst.platform.security.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;

/** Signs notes in the log's name with one Ed25519 key. */
public record Signer(String name, SigningKey key) {

    public VerifierKey verifier() {
        return new VerifierKey(name, key.publicKey());
    }

    /** The signature line for a text: em dash, name, and in base64 the key's id and the signature. */
    String line(String text) {
        try {
            var secret = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.seed()));
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            var bytes = VerifierKey.concat(verifier().id(), signature.sign());
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
