package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The holder that a token names, unverified: to be shown to people, never to decide by. */
record TokenHolder(String token) {

    /** Such as {@code admin `local-admin`} or {@code sender `acme-mailer`}. */
    String shown() {
        return claims().map(TokenHolder::shown).orElse("whoever holds the token given");
    }

    private static String shown(JsonNode claims) {
        var roles = StreamSupport.stream(claims.path("groups").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(" and "));
        var name = claims.path("sender").asText(claims.path("sub").asText());
        return "%s `%s`".formatted(roles.isEmpty() ? "nobody in particular," : roles, name);
    }

    private Optional<JsonNode> claims() {
        var parts = token.split("\\.");
        if (parts.length != 3) return Optional.empty();
        try {
            var claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.of(claims).filter(JsonNode::isObject);
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
