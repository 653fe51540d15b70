package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Twilio SendGrid's event webhook: ECDSA over a timestamp and the body as it came; the secret is its public key in Base64. */
final class SendGrid implements Adapter {

    @Override
    public boolean isGenuine(Received received, Secret secret) {
        var signature = received.given("X-Twilio-Email-Event-Webhook-Signature").flatMap(Bodies::base64);
        var seconds = received.given("X-Twilio-Email-Event-Webhook-Timestamp").filter(it -> it.matches("[0-9]{1,11}"));
        var key = key(secret);
        if (signature.isEmpty() || seconds.isEmpty() || key.isEmpty()) return false;
        return received.isFresh(Instant.ofEpochSecond(Long.parseLong(seconds.get())))
                && Secret.verifies(
                        "SHA256withECDSA",
                        key.get(),
                        signature.get(),
                        seconds.get().getBytes(StandardCharsets.UTF_8),
                        received.body());
    }

    private static Optional<PublicKey> key(Secret secret) {
        try {
            var bytes = Bodies.base64(secret.text());
            if (bytes.isEmpty()) return Optional.empty();
            return Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes.get())));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        return Bodies.all(Adapter.json(received)).stream().map(SendGrid::event).toList();
    }

    private static ProviderEvent event(JsonNode json) {
        return new ProviderEvent(
                Bodies.text(json, "sg_event_id").orElseGet(() -> Bodies.hash(json)),
                kind(json),
                Bodies.text(json, "email"),
                Bodies.decision(json),
                Bodies.time(Bodies.text(json, "timestamp")),
                Bodies.text(json, "reason"),
                json);
    }

    private static Kind kind(JsonNode json) {
        return switch (Bodies.text(json, "event").orElse("")) {
            case "bounce" -> Bodies.text(json, "type").orElse("").equals("blocked") ? Kind.SOFT_BOUNCE : Kind.BOUNCE;
            case "dropped" -> dropped(Bodies.text(json, "reason").orElse(""));
            case "spamreport" -> Kind.COMPLAINT;
            case "unsubscribe", "group_unsubscribe" -> Kind.UNSUBSCRIBE;
            // To give a yes again takes the person's own words, with a notice.
            case "group_resubscribe", "deferred", "delivered", "processed", "open", "click" -> Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
    }

    /** What SendGrid did not even try, because of what its own lists say. */
    private static Kind dropped(String reason) {
        return switch (reason) {
            case "Bounced Address", "Invalid" -> Kind.BOUNCE;
            case "Spam Reporting Address" -> Kind.COMPLAINT;
            case "Unsubscribed Address" -> Kind.UNSUBSCRIBE;
            default -> Kind.OTHER;
        };
    }
}
