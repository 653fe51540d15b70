package dev.askfirst.provider.adapter;

import java.nio.charset.StandardCharsets;

/** A name and a password, or a token, that the provider sends with each request: nothing is signed. */
final class BasicLogin {

    private BasicLogin() {}

    /** A secret with a colon is a name and a password; one without is a bearer token. */
    static boolean isGenuine(Received received, Secret secret) {
        var sent = received.given("Authorization").orElse("");
        if (secret.text().isBlank()) return false;
        if (sent.regionMatches(true, 0, "Basic ", 0, 6)) {
            var login = Bodies.base64(sent.substring(6));
            return secret.text().contains(":") && login.isPresent() && Secret.same(secret.bytes(), login.get());
        }
        return !secret.text().contains(":")
                && sent.regionMatches(true, 0, "Bearer ", 0, 7)
                && Secret.same(secret.bytes(), sent.substring(7).strip().getBytes(StandardCharsets.UTF_8));
    }
}
