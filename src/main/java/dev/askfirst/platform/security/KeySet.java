package dev.askfirst.platform.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The identity provider's keys as it published them at one instant, and what verifies tokens with them. */
record KeySet(JWTParser parser, Set<String> names, Instant fetched) {

    /** Refused if it holds no keys: what is answered in front of a provider that is away is none. */
    static KeySet of(String published, JWTAuthContextInfo settings, Instant now) throws IOException {
        var names = names(published);
        var with = new JWTAuthContextInfo(settings);
        with.setPublicKeyLocation(null);
        with.setPublicKeyContent(published);
        return new KeySet(new DefaultJWTParser(with), names, now);
    }

    /** A token that names no key may be signed with any of them. */
    boolean knows(Optional<String> key) {
        return key.isEmpty() || names.contains(key.get());
    }

    /** The key that a token says it is signed with; what is no token names none. */
    static Optional<String> keyOf(String token) {
        try {
            var header = Base64.getUrlDecoder().decode(token.split("\\.", 2)[0]);
            return text(Json.MAPPER.readTree(new String(header, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Set<String> names(String published) throws IOException {
        var keys = Json.MAPPER.readTree(published).path("keys");
        if (keys.isEmpty()) throw new IOException("it publishes no keys");
        var names = new HashSet<String>();
        keys.forEach(key -> text(key).ifPresent(names::add));
        return names;
    }

    private static Optional<String> text(JsonNode holder) {
        return Optional.ofNullable(holder.path("kid").textValue());
    }
}
