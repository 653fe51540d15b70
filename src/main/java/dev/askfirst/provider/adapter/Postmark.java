package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import java.util.List;
import java.util.Optional;

/** Postmark's webhooks: a name and a password in each request, no signature. */
final class Postmark implements Adapter {

    @Override
    public boolean isGenuine(Received received, Secret secret) {
        return BasicLogin.isGenuine(received, secret);
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        var json = Adapter.json(received);
        return List.of(new ProviderEvent(
                Bodies.text(json, "ID")
                        .map(it -> Bodies.text(json, "RecordType").orElse("") + it)
                        .orElseGet(() -> Bodies.hash(json)),
                kind(json),
                Bodies.text(json, "Email").or(() -> Bodies.text(json, "Recipient")),
                Bodies.decision(json.path("Metadata")),
                Bodies.time(first(json, "BouncedAt", "ChangedAt")),
                first(json, "Description", "Details"),
                json));
    }

    private static Optional<String> first(JsonNode json, String one, String other) {
        return Bodies.text(json, one).or(() -> Bodies.text(json, other));
    }

    private static Kind kind(JsonNode json) {
        return switch (Bodies.text(json, "RecordType").orElse("")) {
            case "Bounce" -> bounce(Bodies.text(json, "Type").orElse(""));
            case "SpamComplaint" -> Kind.COMPLAINT;
            case "SubscriptionChange" -> change(json);
            case "Delivery", "Open", "Click", "Inbound" -> Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
    }

    private static Kind bounce(String type) {
        return switch (type) {
            case "HardBounce", "BadEmailAddress", "ManuallyDeactivated" -> Kind.BOUNCE;
            case "SpamComplaint" -> Kind.COMPLAINT;
            case "Unsubscribe" -> Kind.UNSUBSCRIBE;
            case "SoftBounce", "Transient", "DnsError", "Blocked", "SpamNotification", "DMARCPolicy" ->
                Kind.SOFT_BOUNCE;
            case "Subscribe",
                    "AutoResponder",
                    "AddressChange",
                    "ChallengeVerification",
                    "VirusNotification",
                    "OpenRelayTest",
                    "SMTPApiError",
                    "InboundError",
                    "TemplateRenderingFailed" -> Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
    }

    /** A change in Postmark's own list: what staff did there is no word of the person, but a bounce and a complaint are. */
    private static Kind change(JsonNode json) {
        if (!json.path("SuppressSending").asBoolean()) return Kind.OTHER;
        return switch (Bodies.text(json, "SuppressionReason").orElse("")) {
            case "HardBounce" -> Kind.BOUNCE;
            case "SpamComplaint" -> Kind.COMPLAINT;
            default -> Bodies.text(json, "Origin").orElse("").equals("Recipient") ? Kind.UNSUBSCRIBE : Kind.OTHER;
        };
    }
}
