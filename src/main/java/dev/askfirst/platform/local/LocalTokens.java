package dev.askfirst.platform.local;

import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.security.SecretFile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Tokens for a local service, signed with a key pair of its own. In production the identity provider makes them. */
public final class LocalTokens {

    public static final String ISSUER = "https://askfirst.local";
    public static final String AUDIENCE = "askfirst";
    private static final String PRIVATE = "token-signing-key.pem";
    private static final String PUBLIC = "token-public-key.pem";

    private LocalTokens() {}

    static void create(Path folder) {
        if (Files.exists(publicKey(folder))) return;
        try {
            // RSA: the JDK verifies it twenty times faster than elliptic curves.
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            SecretFile.write(
                    folder.resolve(PRIVATE),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            SecretFile.write(
                    publicKey(folder), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path publicKey(Path folder) {
        return folder.resolve(PUBLIC);
    }

    /** A signed token; {@code person} is a person's id for role `person`, `sender` the sending system for role `sender`. */
    public static String issue(
            Path folder, String role, Optional<String> sender, Optional<String> person, Duration validity) {
        return issue(folder, role, sender, person, List.of(), validity);
    }

    /** The same for staff who are limited to these controllers; none means no limit. */
    public static String issue(
            Path folder,
            String role,
            Optional<String> sender,
            Optional<String> person,
            List<String> controllers,
            Duration validity) {
        var claims = Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(person.or(() -> sender).orElse("local-" + role))
                .groups(role)
                .expiresIn(validity);
        sender.ifPresent(id -> claims.claim("sender", id));
        if (!controllers.isEmpty()) claims.claim("controllers", controllers);
        return claims.sign(signingKey(folder));
    }

    private static PrivateKey signingKey(Path folder) {
        var file = folder.resolve(PRIVATE);
        if (!Files.exists(file)) {
            throw new StartRefused(
                    "no keys in %s: start the service once, or name its folder with --data".formatted(folder));
        }
        try {
            return KeyUtils.decodePrivateKey(SecretFile.read(file));
        } catch (GeneralSecurityException e) {
            throw new StartRefused("the signing key %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key), kind);
    }
}
