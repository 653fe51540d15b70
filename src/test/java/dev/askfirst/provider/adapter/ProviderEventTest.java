package dev.askfirst.provider.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each event means what the documentation of its provider says. */
class ProviderEventTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final String URL = "https://ask.example/in/them";
    private static final String DECISION = "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sendgrid | {"event": "bounce", "type": "bounce", "email": "a@x.example", "sg_event_id": "e1", "timestamp": 1764496800, "reason": "550 no", "askfirst_decision": "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60"} | BOUNCE a@x.example e1 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 2025-11-30T10:00:00Z 550 no
            sendgrid | {"event": "bounce", "type": "blocked", "email": "a@x.example", "sg_event_id": "e2"} | SOFT_BOUNCE a@x.example e2
            sendgrid | {"event": "dropped", "reason": "Spam Reporting Address", "email": "a@x.example", "sg_event_id": "e3"} | COMPLAINT a@x.example e3 Spam Reporting Address
            sendgrid | {"event": "spamreport", "email": "a@x.example", "sg_event_id": "e4"} | COMPLAINT a@x.example e4
            sendgrid | {"event": "group_unsubscribe", "asm_group_id": 7, "email": "a@x.example", "sg_event_id": "e5"} | UNSUBSCRIBE a@x.example e5
            sendgrid | {"event": "group_resubscribe", "email": "a@x.example", "sg_event_id": "e6"} | OTHER a@x.example e6
            sendgrid | {"event": "new thing", "email": "a@x.example", "sg_event_id": "e7"} | UNKNOWN a@x.example e7
            mailgun | {"event": "failed", "severity": "permanent", "id": "m1", "recipient": "a@x.example", "timestamp": 1764496800.25, "user-variables": {"askfirst_decision": "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60"}, "delivery-status": {"message": "550 no"}} | BOUNCE a@x.example m1 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 2025-11-30T10:00:00.250Z 550 no
            mailgun | {"event": "failed", "severity": "temporary", "id": "m2", "recipient": "a@x.example"} | SOFT_BOUNCE a@x.example m2
            mailgun | {"event": "failed", "severity": "permanent", "reason": "suppress-complaint", "id": "m3", "recipient": "a@x.example"} | COMPLAINT a@x.example m3 suppress-complaint
            mailgun | {"event": "complained", "id": "m4", "recipient": "a@x.example"} | COMPLAINT a@x.example m4
            mailgun | {"event": "unsubscribed", "id": "m5", "recipient": "a@x.example"} | UNSUBSCRIBE a@x.example m5
            mailgun | {"event": "delivered", "id": "m6", "recipient": "a@x.example"} | OTHER a@x.example m6
            postmark | {"RecordType": "Bounce", "Type": "HardBounce", "ID": 42, "Email": "a@x.example", "BouncedAt": "2025-11-30T10:00:00.0000000Z", "Metadata": {"askfirst_decision": "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60"}, "Description": "no"} | BOUNCE a@x.example Bounce42 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 2025-11-30T10:00:00Z no
            postmark | {"RecordType": "Bounce", "Type": "SoftBounce", "ID": 43, "Email": "a@x.example"} | SOFT_BOUNCE a@x.example Bounce43
            postmark | {"RecordType": "Bounce", "Type": "AutoResponder", "ID": 44, "Email": "a@x.example"} | OTHER a@x.example Bounce44
            postmark | {"RecordType": "SpamComplaint", "ID": 45, "Email": "a@x.example"} | COMPLAINT a@x.example SpamComplaint45
            postmark | {"RecordType": "SubscriptionChange", "ID": 46, "Recipient": "a@x.example", "SuppressSending": true, "SuppressionReason": "ManualSuppression", "Origin": "Recipient"} | UNSUBSCRIBE a@x.example SubscriptionChange46
            postmark | {"RecordType": "SubscriptionChange", "ID": 47, "Recipient": "a@x.example", "SuppressSending": true, "SuppressionReason": "ManualSuppression", "Origin": "Admin"} | OTHER a@x.example SubscriptionChange47
            postmark | {"RecordType": "SubscriptionChange", "ID": 48, "Recipient": "a@x.example", "SuppressSending": false} | OTHER a@x.example SubscriptionChange48
            brevo | {"event": "hard_bounce", "email": "a@x.example", "ts_event": 1764496800, "reason": "no", "tags": ["askfirst_decision:0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60"]} | BOUNCE a@x.example * 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 2025-11-30T10:00:00Z no
            brevo | {"event": "soft_bounce", "email": "a@x.example"} | SOFT_BOUNCE a@x.example *
            brevo | {"event": "spam", "email": "a@x.example"} | COMPLAINT a@x.example *
            brevo | {"event": "unsubscribe", "email": "a@x.example"} | UNSUBSCRIBE a@x.example *
            brevo | {"event": "", "email": "a@x.example"} | UNKNOWN a@x.example *
            standard | {"type": "soft_bounce", "id": "s1", "address": "a@x.example", "at": "2025-11-30T10:00:00Z"} | SOFT_BOUNCE a@x.example s1 2025-11-30T10:00:00Z
            standard | {"type": "reply", "id": "s2", "address": "a@x.example", "text": "stop", "decision": "not one"} | REPLY a@x.example s2 stop
            standard | {"type": ["bounce"], "id": "s3"} | UNKNOWN s3
            """)
    void eachEventMeansWhatItsProviderSays(String adapter, String event, String wanted) {
        var body = switch (adapter) {
            case "sendgrid" -> "[" + event + "]";
            case "mailgun" -> "{\"event-data\": " + event + "}";
            default -> event;
        };
        var received = new Received(
                URL, name -> name.equals("webhook-id") ? "w" : null, body.getBytes(StandardCharsets.UTF_8), NOW);
        assertEquals(wanted, words(Adapters.named(adapter).orElseThrow().events(received), adapter.equals("brevo")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            From=+4915112345678&Body=Stop it&MessageSid=SM1 | REPLY +4915112345678 SM1 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 Stop it
            From=whatsapp:+4915112345678&Body=BAJA&OptOutType=STOP&MessageSid=SM2 | REPLY +4915112345678 SM2 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 STOP
            From=rcs:+4915112345678&OptOutType=STOP&MessageSid=SM3 | REPLY +4915112345678 SM3 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 STOP
            To=+4915112345678&MessageStatus=failed&ErrorCode=21610&MessageSid=SM4 | UNSUBSCRIBE +4915112345678 SM4/failed 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 21610
            To=+4915112345678&MessageStatus=undelivered&ErrorCode=30005&MessageSid=SM5 | BOUNCE +4915112345678 SM5/undelivered 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 30005
            To=+4915112345678&MessageStatus=undelivered&ErrorCode=30003&MessageSid=SM6 | SOFT_BOUNCE +4915112345678 SM6/undelivered 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 30003
            To=+4915112345678&MessageStatus=delivered&MessageSid=SM7 | OTHER +4915112345678 SM7/delivered 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60
            Hello=world | UNKNOWN * 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60
            """)
    void twilioTellsByForms(String form, String wanted) {
        var received = new Received(
                URL + "?askfirst_decision=" + DECISION,
                _ -> null,
                form.replace("+", "%2B").replace(" ", "+").getBytes(StandardCharsets.UTF_8),
                NOW);
        var events = Adapters.named("twilio").orElseThrow().events(received);
        assertEquals(wanted, words(events, form.equals("Hello=world")));
    }

    @Test
    void aChoiceInWhatsAppItselfIsANo() {
        var body = """
                {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "user_preferences", "value": {"user_preferences": [
                  {"wa_id": "4915112345678", "category": "marketing_messages", "value": "stop", "timestamp": 1764496800},
                  {"wa_id": "4915112345679", "category": "marketing_messages", "value": "resume", "timestamp": 1764496800}]}}]}]}""";
        var received = new Received(URL + "?bodySHA256=0", _ -> null, body.getBytes(StandardCharsets.UTF_8), NOW);
        assertEquals(
                "UNSUBSCRIBE +4915112345678 * 2025-11-30T10:00:00Z, OTHER +4915112345679 * 2025-11-30T10:00:00Z",
                words(Adapters.named("twilio").orElseThrow().events(received), true));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"notificationType": "Bounce", "bounce": {"bounceType": "Permanent", "timestamp": "2025-11-30T10:00:00.000Z", "bouncedRecipients": [{"emailAddress": "a@x.example", "diagnosticCode": "smtp; 550"}, {"emailAddress": "b@x.example"}]}, "mail": {"headers": [{"name": "Askfirst-Decision", "value": "0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60"}]}} | BOUNCE a@x.example m-1/a@x.example 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 2025-11-30T10:00:00Z smtp; 550, BOUNCE b@x.example m-1/b@x.example 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 2025-11-30T10:00:00Z
            {"eventType": "Bounce", "bounce": {"bounceType": "Transient", "bounceSubType": "MailboxFull", "bouncedRecipients": [{"emailAddress": "a@x.example"}]}} | SOFT_BOUNCE a@x.example m-1/a@x.example MailboxFull
            {"eventType": "Complaint", "complaint": {"complaintFeedbackType": "abuse", "complainedRecipients": [{"emailAddress": "a@x.example"}]}, "mail": {"tags": {"askfirst_decision": ["0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60"]}}} | COMPLAINT a@x.example m-1/a@x.example 0196f3a1-0c4d-7d0e-8a2b-1b2c3d4e5f60 abuse
            {"eventType": "Complaint", "complaint": {"complaintFeedbackType": "not-spam", "complainedRecipients": [{"emailAddress": "a@x.example"}]}} | OTHER a@x.example m-1/a@x.example not-spam
            {"eventType": "Subscription", "subscription": {"newTopicPreferences": {"unsubscribeAll": true}}, "mail": {"destination": ["a@x.example"]}} | UNSUBSCRIBE a@x.example m-1/a@x.example
            {"eventType": "Delivery"} | OTHER m-1
            {"eventType": "Surprise"} | UNKNOWN m-1
            """)
    void sesTellsInsideOfSns(String message, String wanted) {
        var received = new Received(URL, _ -> null, sns(message), NOW);
        assertEquals(wanted, words(Adapters.named("ses").orElseThrow().events(received), false));
    }

    private static String words(List<ProviderEvent> events, boolean madeId) {
        return events.stream()
                .map(it -> Stream.of(
                                Optional.of(it.kind().name()),
                                it.address(),
                                Optional.of(madeId ? "*" : it.id()),
                                it.decision().map(Object::toString),
                                it.at().map(Object::toString),
                                it.text())
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    private static byte[] sns(String message) {
        var json = Json.MAPPER.createObjectNode();
        json.put("Type", "Notification").put("MessageId", "m-1").put("Message", message);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
