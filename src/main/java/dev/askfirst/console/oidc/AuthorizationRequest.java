package dev.askfirst.console.oidc;

import dev.askfirst.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Somebody on the way to the identity provider and back. Their browser keeps it in the meantime, so that nobody else can come
 * back in their place.
 *
 * @param state must come back in the address
 * @param verifier shows the provider that whoever brings the code is who began (PKCE)
 * @param nonce must stand in the ID token
 * @param renewing the page to go on with, where a session that is over is renewed without a question
 */
public record AuthorizationRequest(String state, String verifier, String nonce, Optional<String> renewing) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public static AuthorizationRequest begun() {
        return new AuthorizationRequest(secret(), secret(), secret(), Optional.empty());
    }

    /** Nobody is shown anything on this one: whoever would have to sign in comes back with an error. */
    public static AuthorizationRequest renewing(String page) {
        return new AuthorizationRequest(secret(), secret(), secret(), Optional.of(page));
    }

    /** What the provider is told of the verifier before. */
    String challenge() {
        return BASE64.encodeToString(Sha256.of(verifier));
    }

    public boolean isOf(String cameBack) {
        return same(state, cameBack);
    }

    /** For a cookie. */
    public String written() {
        var page = BASE64.encodeToString(renewing.orElse("").getBytes(StandardCharsets.US_ASCII));
        return String.join(".", state, verifier, nonce, page);
    }

    /** What was written so; empty if it was not. */
    public static Optional<AuthorizationRequest> read(String written) {
        var parts = written.split("\\.", -1);
        if (parts.length != 4) return Optional.empty();
        try {
            var page = new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.US_ASCII);
            return Optional.of(new AuthorizationRequest(
                    parts[0], parts[1], parts[2], Optional.of(page).filter(it -> !it.isEmpty())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** In the same time, wherever they differ. */
    static boolean same(String held, String told) {
        return told != null
                && MessageDigest.isEqual(held.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }
}
