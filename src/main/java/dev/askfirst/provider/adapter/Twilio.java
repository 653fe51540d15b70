package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Twilio's messages and status callbacks: SMS, MMS, WhatsApp and RCS. Signed by HMAC-SHA1 over the address that it calls and all
 * fields of the form in the order of their names; with a JSON body, over the address, which then holds the body's SHA-256. A
 * decision stands in the address of the callback, as {@code ?askfirst_decision=…}. There is no instant in it: each message counts
 * once, however often and whenever it comes.
 */
final class Twilio implements Adapter {

    /** The recipient has opted out at Twilio. */
    private static final String OPTED_OUT = "21610";
    /** No such number, not reachable for good, a land line, a channel that is not there. */
    private static final Set<String> UNREACHABLE = Set.of("21211", "21614", "30005", "30006", "63003", "63024");

    @Override
    public boolean isGenuine(Received received, Secret secret) {
        var signature = received.given("X-Twilio-Signature").flatMap(Bodies::base64);
        if (signature.isEmpty()) return false;
        var signed = new StringBuilder(received.url());
        var hash = Bodies.query(received.url(), "bodySHA256");
        if (hash.isPresent()) {
            if (!hash.get().equalsIgnoreCase(Secret.hex(Sha256.of(received.body())))) return false;
        } else {
            Bodies.form(received.body()).stream()
                    .sorted(Map.Entry.<String, String>comparingByKey()
                            .thenComparing(Map.Entry.comparingByValue(Comparator.naturalOrder())))
                    .forEach(it -> signed.append(it.getKey()).append(it.getValue()));
        }
        var right = Secret.hmac("HmacSHA1", secret.bytes(), signed.toString().getBytes(StandardCharsets.UTF_8));
        return Secret.same(right, signature.get());
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        if (Bodies.query(received.url(), "bodySHA256").isPresent()) return preferences(Adapter.json(received));
        var json = Json.MAPPER.createObjectNode();
        Bodies.form(received.body()).forEach(it -> json.put(it.getKey(), it.getValue()));
        return List.of(event(json, Bodies.query(received.url(), Bodies.DECISION).flatMap(Bodies::id)));
    }

    private static ProviderEvent event(ObjectNode json, Optional<java.util.UUID> decision) {
        var status = Bodies.text(json, "MessageStatus")
                .or(() -> Bodies.text(json, "SmsStatus").filter(it -> !it.equals("received")));
        var message = Bodies.text(json, "MessageSid").or(() -> Bodies.text(json, "SmsSid"));
        var id = message.map(it -> it + status.map(state -> "/" + state).orElse(""));
        var kind = status.map(it -> status(it, Bodies.text(json, "ErrorCode").orElse("")))
                .orElseGet(() -> json.has("Body") || json.has("OptOutType") ? Kind.REPLY : Kind.UNKNOWN);
        var who = status.isPresent() ? "To" : "From";
        return new ProviderEvent(
                id.orElseGet(() -> Bodies.hash(json)),
                kind,
                Bodies.text(json, who).map(Twilio::number),
                decision,
                Optional.empty(),
                status.isPresent() ? Bodies.text(json, "ErrorCode") : said(json),
                json);
    }

    /** What Twilio took it for, which is the person's word in any language; their own words otherwise. */
    private static Optional<String> said(ObjectNode json) {
        return Bodies.text(json, "OptOutType")
                .filter(Set.of("STOP", "START", "HELP")::contains)
                .or(() -> Bodies.text(json, "Body"));
    }

    private static Kind status(String status, String error) {
        return switch (status) {
            case "failed", "undelivered" -> {
                if (error.equals(OPTED_OUT)) yield Kind.UNSUBSCRIBE;
                yield UNREACHABLE.contains(error) ? Kind.BOUNCE : Kind.SOFT_BOUNCE;
            }
            case "accepted", "scheduled", "queued", "sending", "sent", "delivered", "read", "canceled", "receiving" ->
                Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
    }

    /** {@code whatsapp:+49…} and {@code rcs:+49…} are numbers too. */
    private static String number(String address) {
        var colon = address.indexOf(':');
        return colon < 0 ? address : address.substring(colon + 1);
    }

    /** What people chose in WhatsApp itself. */
    private static List<ProviderEvent> preferences(JsonNode json) {
        return Bodies.all(json.path("entry")).stream()
                .flatMap(entry -> Bodies.all(entry.path("changes")).stream())
                .flatMap(change -> Bodies.all(change.path("value").path("user_preferences")).stream())
                .map(Twilio::preference)
                .toList();
    }

    private static ProviderEvent preference(JsonNode json) {
        var kind = switch (Bodies.text(json, "value").orElse("")) {
            case "stop" -> Kind.UNSUBSCRIBE;
            case "resume" -> Kind.OTHER;
            default -> Kind.UNKNOWN;
        };
        return new ProviderEvent(
                Bodies.hash(json),
                kind,
                Bodies.text(json, "wa_id").map(it -> "+" + it.replace("+", "")),
                Optional.empty(),
                Bodies.time(Bodies.text(json, "timestamp")),
                Bodies.text(json, "detail"),
                json);
    }
}
