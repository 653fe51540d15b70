package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import java.util.List;
import java.util.Optional;

/** Brevo's webhooks, of single and of mass mails: a login or a token in each request, no signature and no id of an event. */
final class Brevo implements Adapter {

    @Override
    public boolean isGenuine(Received received, Secret secret) {
        return BasicLogin.isGenuine(received, secret);
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        return Bodies.all(Adapter.json(received)).stream().map(Brevo::event).toList();
    }

    private static ProviderEvent event(JsonNode json) {
        return new ProviderEvent(
                Bodies.hash(json),
                kind(json),
                Bodies.text(json, "email"),
                decision(json),
                Bodies.time(Bodies.text(json, "ts_event").or(() -> Bodies.text(json, "ts"))),
                Bodies.text(json, "reason"),
                json);
    }

    /** Its custom header, or a tag, as {@code askfirst_decision:…}. */
    private static Optional<java.util.UUID> decision(JsonNode json) {
        var named = Bodies.DECISION + ":";
        var tags = Bodies.all(json.path("tags")).stream().map(JsonNode::asText);
        var custom = Bodies.text(json, "X-Mailin-custom").stream()
                .flatMap(it -> java.util.Arrays.stream(it.split("[|,;\\s]+")));
        return java.util.stream.Stream.concat(custom, tags)
                .filter(it -> it.startsWith(named))
                .map(it -> it.substring(named.length()))
                .flatMap(it -> Bodies.id(it).stream())
                .findFirst();
    }

    private static Kind kind(JsonNode json) {
        return switch (Bodies.text(json, "event").orElse("")) {
            case "hard_bounce", "hardBounce", "invalid_email", "invalid" -> Kind.BOUNCE;
            case "soft_bounce", "softBounce" -> Kind.SOFT_BOUNCE;
            case "spam", "complaint" -> Kind.COMPLAINT;
            case "unsubscribed", "unsubscribe" -> Kind.UNSUBSCRIBE;
            case "request",
                    "sent",
                    "delivered",
                    "deferred",
                    "blocked",
                    "error",
                    "click",
                    "opened",
                    "open",
                    "unique_opened",
                    "uniqueOpened",
                    "proxy_open",
                    "loadedByProxy",
                    "unique_proxy_open",
                    "listAddition",
                    "list_addition",
                    "contactUpdated",
                    "contactDeleted" -> Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
    }
}
