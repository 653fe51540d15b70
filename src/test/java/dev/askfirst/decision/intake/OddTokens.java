package dev.askfirst.decision.intake;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.local.LocalTokens;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tokens that no good caller has, by a name. They are made once, so that each is known or unknown for good. */
final class OddTokens {

    private static final Map<String, String> BY_NAME = made();

    private OddTokens() {}

    static String filled(String text) {
        for (var token : BY_NAME.entrySet()) text = text.replace(token.getKey(), token.getValue());
        return text;
    }

    private static Map<String, String> made() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var past = Instant.now().minus(Duration.ofMinutes(10));
            return Map.of(
                    "{nameless}", nameless().sign(key()),
                    "{over}",
                            good().issuedAt(past)
                                    .expiresAt(past.plusSeconds(60))
                                    .sign(key()),
                    "{elsewhere}", good().audience("another-service").sign(key()),
                    "{foreign}", good().issuer("https://elsewhere.example").sign(key()),
                    "{forged}", good().sign(generator.generateKeyPair().getPrivate()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtClaimsBuilder good() {
        return nameless().claim("sender", "acme-mailer");
    }

    private static JwtClaimsBuilder nameless() {
        return Jwt.issuer(LocalTokens.ISSUER)
                .audience(LocalTokens.AUDIENCE)
                .subject("acme-mailer")
                .groups("sender")
                .expiresIn(600);
    }

    private static PrivateKey key() throws GeneralSecurityException {
        try {
            return KeyUtils.decodePrivateKey(Files.readString(Api.keys().resolve("token-signing-key.pem")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
