package dev.askfirst.platform.security;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.local.LocalTokens;
import io.smallrye.jwt.util.KeyUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tokens in which something is not as the builder of tokens would make it. */
final class OddTokens {

    private OddTokens() {}

    /** A good token's claims but for this one, whose value is JSON; without it if that is empty. */
    static String with(String claim, String value) {
        var claims = new TreeMap<>(Map.of(
                "iss",
                "\"" + LocalTokens.ISSUER + "\"",
                "aud",
                "\"" + LocalTokens.AUDIENCE + "\"",
                "sub",
                "\"x\"",
                "groups",
                "[\"sender\"]",
                "sender",
                "\"acme-mailer\"",
                "iat",
                Long.toString(Instant.now().getEpochSecond()),
                "exp",
                Long.toString(Instant.now().getEpochSecond() + 60)));
        if (value.isEmpty()) claims.remove(claim);
        else claims.put(claim, value);
        return claims.entrySet().stream()
                .map(it -> "\"" + it.getKey() + "\":" + it.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Signed by the local service's own key. */
    static String signed(String head, String claims) throws GeneralSecurityException {
        var text = base64(head) + "." + base64(claims);
        var signature = java.security.Signature.getInstance("SHA256withRSA");
        signature.initSign(key());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static PrivateKey key() throws GeneralSecurityException {
        return KeyUtils.decodePrivateKey(SecretFile.read(Api.keys().resolve("token-signing-key.pem")));
    }
}
