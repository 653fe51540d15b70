package dev.askfirst.mailbox.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askfirst.mailbox.reading.FailedRecipient.Lasting;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads what Amazon SES tells where its topic at SNS sends mails: JSON as the text of a mail. */
final class SesMails {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Some mail servers break lines that are too long for mail, and mark where they did. */
    private static final Pattern BROKEN = Pattern.compile("!\\r?\\n ?");

    private SesMails() {}

    /** What such a mail means; empty if it is none. */
    static Optional<MailReading> of(MailParts mail) {
        var text = mail.whole().strip();
        if (!text.startsWith("{") || !text.contains("Type\"")) return Optional.empty();
        return json(text).or(() -> json(BROKEN.matcher(text).replaceAll(""))).flatMap(SesMails::of);
    }

    /** What follows the value is the mail's footer. */
    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Optional<MailReading> of(JsonNode json) {
        var type = json.path("notificationType").asText(json.path("eventType").asText());
        return switch (type) {
            case "Bounce" -> Optional.of(bounce(json.path("bounce")));
            case "Complaint" -> Optional.of(complaint(json.path("complaint")));
            case "Delivery" -> Optional.of(delivery(json.path("delivery")));
            default -> Optional.empty();
        };
    }

    private static MailReading bounce(JsonNode bounce) {
        var permanent = bounce.path("bounceType").asText().equals("Permanent");
        var recipients = all(bounce.path("bouncedRecipients")).stream()
                .map(it -> new FailedRecipient(
                        MailAddresses.in(it.path("emailAddress").asText()),
                        permanent ? Lasting.GONE : Lasting.PASSING,
                        it.path("diagnosticCode")
                                .asText(bounce.path("bounceSubType").asText())))
                .toList();
        return recipients.isEmpty() ? new MailReading.OtherReport() : new MailReading.Notice(recipients);
    }

    private static MailReading complaint(JsonNode complaint) {
        if (complaint.path("complaintFeedbackType").asText().equals("not-spam")) return new MailReading.OtherReport();
        return new MailReading.Complaint(all(complaint.path("complainedRecipients")).stream()
                .flatMap(it -> MailAddresses.in(it.path("emailAddress").asText()).stream())
                .toList());
    }

    private static MailReading delivery(JsonNode delivery) {
        var addresses = all(delivery.path("recipients")).stream()
                .flatMap(it -> MailAddresses.in(it.asText()).stream())
                .toList();
        return new MailReading.Notice(List.of(new FailedRecipient(addresses, Lasting.DELIVERED, "")));
    }

    private static List<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
