package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Any system that signs by Standard Webhooks 1.0.0 and speaks our own words: one event, or several in {@code events}, each
 * {@code {"id", "type", "address", "decision", "at", "text"}}.
 */
final class StandardWebhooks implements Adapter {

    private static final String PREFIX = "whsec_";

    private static final Map<String, ProviderEvent.Kind> TYPES = Map.of(
            "bounce", ProviderEvent.Kind.BOUNCE,
            "soft_bounce", ProviderEvent.Kind.SOFT_BOUNCE,
            "complaint", ProviderEvent.Kind.COMPLAINT,
            "unsubscribe", ProviderEvent.Kind.UNSUBSCRIBE,
            "reply", ProviderEvent.Kind.REPLY,
            "delivered", ProviderEvent.Kind.OTHER,
            "sent", ProviderEvent.Kind.OTHER);

    @Override
    public boolean isGenuine(Received received, Secret secret) {
        var id = received.given("webhook-id");
        var seconds = received.given("webhook-timestamp").filter(it -> it.matches("[0-9]{1,11}"));
        var signatures = received.given("webhook-signature");
        var text = secret.text().startsWith(PREFIX) ? secret.text().substring(PREFIX.length()) : secret.text();
        var key = Bodies.base64(text).filter(it -> it.length > 0);
        if (id.isEmpty() || seconds.isEmpty() || signatures.isEmpty() || key.isEmpty()) return false;
        if (!received.isFresh(Instant.ofEpochSecond(Long.parseLong(seconds.get())))) return false;
        var head = (id.get() + "." + seconds.get() + ".").getBytes(StandardCharsets.UTF_8);
        var right = Secret.hmac("HmacSHA256", key.get(), head, received.body());
        for (var signature : signatures.get().split(" ")) {
            var value = signature.startsWith("v1,") ? Bodies.base64(signature.substring(3)) : Optional.<byte[]>empty();
            if (value.isPresent() && Secret.same(right, value.get())) return true;
        }
        return false;
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        var json = Adapter.json(received);
        var request = received.given("webhook-id").orElseThrow();
        if (!json.has("events")) return List.of(event(json, request));
        var all = Bodies.all(json.path("events"));
        return java.util.stream.IntStream.range(0, all.size())
                .mapToObj(i -> event(all.get(i), request + "/" + i))
                .toList();
    }

    private static ProviderEvent event(JsonNode json, String request) {
        var type = Bodies.text(json, "type").map(it -> it.toLowerCase(Locale.ROOT));
        return new ProviderEvent(
                Bodies.text(json, "id").orElse(request),
                type.map(TYPES::get).orElse(ProviderEvent.Kind.UNKNOWN),
                Bodies.text(json, "address"),
                Bodies.text(json, "decision").flatMap(Bodies::id),
                Bodies.time(Bodies.text(json, "at")),
                Bodies.text(json, "text"),
                json);
    }
}
