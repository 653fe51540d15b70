package dev.askfirst.consent.portable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Hkdf;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.SigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The keys that sign what people take along. Each follows from a key of the log, so that operators keep and rotate nothing
 * more, and signs nothing else: neither signature can be taken for the other.
 */
@ApplicationScoped
public class DocumentKeys {

    private static final Logger LOG = Logger.getLogger(DocumentKeys.class);
    private static final byte[] USE = "askfirst portable terms 1".getBytes(StandardCharsets.US_ASCII);
    private static final int SEED_BYTES = 32;

    private final Path folder;
    private volatile List<SigningKey> last;

    DocumentKeys(@ConfigProperty(name = "askfirst.keys") Path folder) {
        this.folder = folder;
        this.last = SigningKey.read(folder);
    }

    /** The key that signs now. */
    PublicJsonWebKey signing() {
        return keys().stream()
                .filter(SigningKey::signs)
                .findFirst()
                .map(DocumentKeys::derived)
                .orElseThrow();
    }

    /** All keys that signed, as others need them to check documents (JWKS, RFC 7517). */
    public ObjectNode published() {
        var set = Json.MAPPER.createObjectNode();
        var all = set.putArray("keys");
        for (var key : keys())
            all.add(Json.MAPPER.valueToTree(derived(key).toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
        return set;
    }

    /** As they stand in the file; one that is broken changes nothing. */
    private List<SigningKey> keys() {
        try {
            last = SigningKey.read(folder);
        } catch (StartRefused refused) {
            LOG.warnf("documents are signed with the keys there were: %s", refused.getMessage());
        }
        return last;
    }

    private static PublicJsonWebKey derived(SigningKey key) {
        try {
            var seed = Hkdf.computeHkdf("HMACSHA256", key.seed(), new byte[0], USE, SEED_BYTES);
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            var derived = PublicJsonWebKey.Factory.newPublicJwk(
                    Map.of("kty", "OKP", "crv", "Ed25519", "x", base64(pair.getPublicKey()), "d", base64(seed)));
            derived.setKeyId(derived.calculateBase64urlEncodedThumbprint("SHA-256"));
            derived.setUse("sig");
            derived.setAlgorithm("EdDSA");
            return derived;
        } catch (GeneralSecurityException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
