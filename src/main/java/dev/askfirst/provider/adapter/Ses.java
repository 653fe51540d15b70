package dev.askfirst.provider.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Fault;
import dev.askfirst.provider.adapter.ProviderEvent.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Amazon SES by way of SNS, in signature version 2 (RSA with SHA-256). The secret is the certificate that signed it, which is
 * fetched from SNS' own hosts only; a request counts if it comes from the topic that the connection names.
 */
final class Ses implements Adapter {

    private static final Pattern HOST = Pattern.compile(
            "https://sns\\.[a-z]{2}(-[a-z]{2,9}){1,3}-[0-9]{1,2}\\.amazonaws\\.com(\\.cn)?/[^@\\s\\\\]*");
    private static final List<String> NOTICE =
            List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> CONFIRMATION =
            List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    @Override
    public boolean isGenuine(Received received, Secret certificate) {
        var json = Adapter.json(received);
        var signature = Bodies.text(json, "Signature").flatMap(Bodies::base64);
        var signed = Bodies.time(Bodies.text(json, "Timestamp"));
        if (!Bodies.text(json, "SignatureVersion").orElse("").equals("2")) return false;
        if (signature.isEmpty() || signed.isEmpty() || !received.isFresh(signed.get())) return false;
        var key = certificate(certificate, received);
        return key.isPresent()
                && Secret.verifies("SHA256withRSA", key.get().getPublicKey(), signature.get(), signed(json));
    }

    private static Optional<X509Certificate> certificate(Secret pem, Received received) {
        try {
            var read = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem.bytes()));
            read.checkValidity(Date.from(received.now()));
            return Optional.of(read);
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /** Name and value of each member in a line of its own. */
    private static byte[] signed(JsonNode json) {
        var text = new StringBuilder();
        for (var name : isNotice(json) ? NOTICE : CONFIRMATION) {
            var value = json.path(name);
            if (value.isTextual())
                text.append(name).append('\n').append(value.textValue()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isNotice(JsonNode json) {
        return Bodies.text(json, "Type").orElse("").equals("Notification");
    }

    @Override
    public boolean isFrom(Received received, Optional<String> account) {
        return Bodies.text(Adapter.json(received), "TopicArn").equals(account);
    }

    @Override
    public Optional<String> certificate(Received received) {
        return Bodies.text(Adapter.json(received), "SigningCertURL").filter(it -> isOfSns(it) && it.endsWith(".pem"));
    }

    @Override
    public Optional<String> confirmation(Received received) {
        var json = Adapter.json(received);
        if (!Bodies.text(json, "Type").orElse("").equals("SubscriptionConfirmation")) return Optional.empty();
        return Bodies.text(json, "SubscribeURL").filter(Ses::isOfSns);
    }

    /** Whether an address is one of SNS' own hosts, and nothing that only looks like it. */
    static boolean isOfSns(String url) {
        return HOST.matcher(url).matches();
    }

    @Override
    public List<ProviderEvent> events(Received received) {
        var json = Adapter.json(received);
        if (!isNotice(json)) return List.of();
        var id = Bodies.text(json, "MessageId").orElseThrow(() -> Fault.invalid("MessageId", "is missing"));
        var message = Bodies.json(Bodies.text(json, "Message").orElse("").getBytes(StandardCharsets.UTF_8));
        var type = Bodies.text(message, "eventType")
                .or(() -> Bodies.text(message, "notificationType"))
                .orElse("");
        return switch (type) {
            case "Bounce" -> bounces(id, message);
            case "Complaint" -> complaints(id, message);
            case "DeliveryDelay", "Send", "Delivery", "Open", "Click", "Reject", "Rendering Failure" ->
                List.of(event(id, Kind.OTHER, Optional.empty(), message, Optional.empty()));
            case "Subscription" -> List.of(subscription(id, message));
            default -> List.of(event(id, Kind.UNKNOWN, Optional.empty(), message, Optional.empty()));
        };
    }

    private static List<ProviderEvent> bounces(String id, JsonNode message) {
        var bounce = message.path("bounce");
        var kind = Bodies.text(bounce, "bounceType").orElse("").equals("Permanent") ? Kind.BOUNCE : Kind.SOFT_BOUNCE;
        return Bodies.all(bounce.path("bouncedRecipients")).stream()
                .map(it -> event(
                        id,
                        kind,
                        Bodies.text(it, "emailAddress"),
                        message,
                        Bodies.text(it, "diagnosticCode").or(() -> Bodies.text(bounce, "bounceSubType"))))
                .toList();
    }

    private static List<ProviderEvent> complaints(String id, JsonNode message) {
        var complaint = message.path("complaint");
        var type = Bodies.text(complaint, "complaintFeedbackType");
        // Somebody took it out of the junk folder.
        var kind = type.filter("not-spam"::equals).isPresent() ? Kind.OTHER : Kind.COMPLAINT;
        return Bodies.all(complaint.path("complainedRecipients")).stream()
                .map(it -> event(id, kind, Bodies.text(it, "emailAddress"), message, type))
                .toList();
    }

    /** A choice in a list of SES' own. */
    private static ProviderEvent subscription(String id, JsonNode message) {
        var wanted = message.path("subscription").path("newTopicPreferences");
        var kind = wanted.path("unsubscribeAll").asBoolean() ? Kind.UNSUBSCRIBE : Kind.OTHER;
        var to = Bodies.all(message.path("mail").path("destination"));
        var address = to.size() == 1 ? Optional.of(to.getFirst().asText()) : Optional.<String>empty();
        return event(id, kind, address, message, Optional.empty());
    }

    private static ProviderEvent event(
            String id, Kind kind, Optional<String> address, JsonNode message, Optional<String> text) {
        var mail = message.path("mail");
        var what = kind == Kind.COMPLAINT ? message.path("complaint") : message.path("bounce");
        var at = Bodies.time(Bodies.text(what, "timestamp").or(() -> Bodies.text(mail, "timestamp")));
        return new ProviderEvent(
                address.map(it -> id + "/" + it).orElse(id), kind, address, decision(mail), at, text, message);
    }

    /** From the header that the mail gate adds, or from a tag of the message. */
    private static Optional<UUID> decision(JsonNode mail) {
        var headers = Bodies.all(mail.path("headers")).stream()
                .filter(it -> Bodies.text(it, "name")
                        .filter("Askfirst-Decision"::equalsIgnoreCase)
                        .isPresent())
                .flatMap(it -> Bodies.text(it, "value").stream());
        var tags = Bodies.all(mail.path("tags").path(Bodies.DECISION)).stream().map(JsonNode::asText);
        return Stream.concat(headers, tags)
                .flatMap(it -> Bodies.id(it).stream())
                .findFirst();
    }
}
