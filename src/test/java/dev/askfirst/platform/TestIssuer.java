package dev.askfirst.platform;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Another installation, as far as this one sees it: its address, its published keys, and documents that it signs. */
public final class TestIssuer {

    public static final String ADDRESS = "https://elsewhere.example";

    private final Path folder;

    private TestIssuer(Path folder) {
        this.folder = folder;
    }

    /** With keys of its own in this folder, made once. */
    static TestIssuer in(Path folder) {
        var issuer = new TestIssuer(folder);
        var key = newKey();
        SecretFile.write(issuer.secret(), key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        SecretFile.write(issuer.published(), "{\"keys\":[%s]}".formatted(key.toJson()));
        return issuer;
    }

    /** The one that the service under test trusts. */
    public static TestIssuer trusted() {
        return new TestIssuer(Path.of("target", "test-service"));
    }

    Map<String, String> settings() {
        return Map.of("askfirst.portable.issuers", ADDRESS + "=" + published().toAbsolutePath());
    }

    /** A key that nobody publishes. */
    public static PublicJsonWebKey newKey() {
        try {
            var key = OkpJwkGenerator.generateJwk("Ed25519");
            key.setKeyId(UUID.randomUUID().toString());
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public PublicJsonWebKey key() {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(Files.readString(secret()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a document says besides what its person said: good for an hour, for everybody. */
    public static Map<String, Object> claims(String contact, Map<String, Object> said) {
        var claims = new HashMap<String, Object>(said);
        var now = Instant.now();
        claims.put("iss", ADDRESS);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
        claims.put("firstParty", Map.of("contacts", List.of(contact)));
        return claims;
    }

    public String sign(Map<String, Object> claims) {
        return sign(claims, key(), "terms+jwt");
    }

    public static String sign(Map<String, Object> claims, PublicJsonWebKey key, String type) {
        try {
            var signature = new JsonWebSignature();
            signature.setHeader("typ", type);
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue("EdDSA");
            signature.setKey(key.getPrivateKey());
            signature.setPayload(Json.write(claims));
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path secret() {
        return folder.resolve("issuer.json");
    }

    private Path published() {
        return folder.resolve("issuer-keys.json");
    }
}
