package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Mailgun's webhooks: the signature stands in the body, and is over a timestamp and a token, not over what is said. A token is
 * good for one request, so what was overheard cannot be sent again with other words.
 */
final class Mailgun implements Adapter {

    @Override
    public boolean isGenuine(Received received, Secret secret) {
        var signed = Adapter.json(received).path("signature");
        var seconds = Bodies.text(signed, "timestamp").filter(it -> it.matches("[0-9]{1,11}"));
        var token = Bodies.text(signed, "token");
        var signature = Bodies.text(signed, "signature");
        if (seconds.isEmpty() || token.isEmpty() || signature.isEmpty()) return false;
        if (!received.isFresh(Instant.ofEpochSecond(Long.parseLong(seconds.get())))) return false;
        var text = (seconds.get() + token.get()).getBytes(StandardCharsets.UTF_8);
        var right = Secret.hex(Secret.hmac("HmacSHA256", secret.bytes(), text));
        return Secret.same(
                right.getBytes(StandardCharsets.UTF_8), signature.get().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> once(Received received) {
        return Bodies.text(Adapter.json(received).path("signature"), "token");
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        var json = Adapter.json(received).path("event-data");
        return json.isObject() ? List.of(event(json)) : List.of();
    }

    private static ProviderEvent event(JsonNode json) {
        return new ProviderEvent(
                Bodies.text(json, "id").orElseGet(() -> Bodies.hash(json)),
                kind(json),
                Bodies.text(json, "recipient"),
                Bodies.decision(json.path("user-variables")),
                Bodies.time(Bodies.text(json, "timestamp")),
                Bodies.text(json.path("delivery-status"), "description")
                        .or(() -> Bodies.text(json.path("delivery-status"), "message"))
                        .or(() -> Bodies.text(json, "reason")),
                json);
    }

    private static Kind kind(JsonNode json) {
        return switch (Bodies.text(json, "event").orElse("")) {
            case "failed" -> failed(json);
            case "complained" -> Kind.COMPLAINT;
            case "unsubscribed" -> Kind.UNSUBSCRIBE;
            case "accepted", "delivered", "opened", "clicked", "stored", "rejected" -> Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
    }

    private static Kind failed(JsonNode json) {
        if (!Bodies.text(json, "severity").orElse("").equals("permanent")) return Kind.SOFT_BOUNCE;
        return switch (Bodies.text(json, "reason").orElse("")) {
            case "suppress-unsubscribe" -> Kind.UNSUBSCRIBE;
            case "suppress-complaint" -> Kind.COMPLAINT;
            default -> Kind.BOUNCE;
        };
    }
}
