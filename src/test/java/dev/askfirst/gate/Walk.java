package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.provider.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;

/**
 * A message goes out, and what comes of it comes back: as a notice of Postfix, as a text message that a provider signed, as a mail
 * by which somebody unsubscribes. The next question is denied, and the console tells why, from entry to entry and back.
 */
final class Walk {

    private static final String SIGNED_WITH = "key-of-the-walk";

    private final MailSite site;
    private final ReturnPath returned;
    private final Officer officer;

    Walk(MailSite site, ReturnPath returned) {
        this.site = site;
        this.returned = returned;
        this.officer = new Officer(site.service);
    }

    /** A message to a mail server that knows nobody. */
    void aBounce(String to) {
        site.mailing.grant(to);
        var said = Mailing.swaks(site.port, "--to " + to);
        assertTrue(said.contains("<-  250 2.0.0 Ok: queued as"), said);
        returned.awaitNo(to);
        var denied = Mailing.swaks(site.port, "--to " + to);
        assertTrue(denied.contains("<** 550 5.7.1 suppressed"), denied);
        officer.find(to).click("All their entries").line("decision", "deny", "suppressed");
        var deny = officer.id();
        var permit = officer.line("suppression", "bounce")
                .line("outcome", "bounced")
                .line("decision", "permit")
                .id();
        assertEquals("sent", site.mailing.outcome(permit, 0), "as the gate reported");
        assertEquals("bounced", site.mailing.outcome(permit, 1), "as Postfix reported");
        officer.line("outcome", "bounced").line("suppression", "bounce").line("decision", "deny");
        assertTrue(officer.id().compareTo(deny) <= 0 && officer.id().compareTo(permit) > 0, officer::id);
    }

    /** The provider tells of the answer, to an address that names the message. */
    void aSignedStop(String number) throws IOException, InterruptedException {
        Files.writeString(site.folder.resolve("twilio"), SIGNED_WITH);
        put("connections/twilio", """
                {"adapter": "twilio", "sender": "acme-texter", "controller": "acme", "channel": "sms", "secret": {"file": "twilio"}}""");
        site.mailing.grant("tel:" + number, "sms");
        var permit = site.mailing.ask("acme-texter", "tel:" + number, "sms", "orders");
        assertEquals("permit", permit.get("outcome").textValue());
        var url = "http://localhost:%d/in/twilio?askfirst_decision=%s"
                .formatted(site.service.port(), permit.get("id").textValue());
        var sent = Provider.twilio(
                SIGNED_WITH, url, Map.of("MessageSid", "SM" + UUID.randomUUID(), "From", number, "Body", "stop"));
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", sent.type())
                .POST(HttpRequest.BodyPublishers.ofByteArray(sent.body()));
        sent.headers().forEach(request::header);
        try (var http = HttpClient.newHttpClient()) {
            var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode(), reply::body);
        }
        var deny = site.mailing.ask("acme-texter", "tel:" + number, "sms", "orders");
        assertEquals("deny", deny.get("outcome").textValue(), deny::toString);
        chain("tel:" + number, permit.get("id").textValue());
    }

    /** By the address that the permit offers beside the link. */
    void anUnsubscribeByMail(String to) throws IOException, InterruptedException {
        site.mailing.grant(to);
        offeringToUnsubscribeByMail();
        Mailing.swaks(site.port, "--to " + to);
        var message = Mailing.to(to, site.postfix).getFirst();
        var token = message.replaceAll("\n[ \t]+", " ")
                .replaceFirst(
                        "(?s).*\nList-Unsubscribe: [^\n]*<mailto:bounces@acme\\.example\\?subject=([^>]+)>.*", "$1");
        returned.write("--to bounces@acme.example --from anybody@test.example --header 'Subject: %s'".formatted(token));
        returned.awaitNo(to);
        var denied = Mailing.swaks(site.port, "--to " + to);
        assertTrue(denied.contains("<** 550 5.7.1 consent_withdrawn"), denied);
        chain(to, Mailing.decision(message));
    }

    /** From the deny to what was said, and from there to the message; and back. */
    private void chain(String contact, String permit) {
        officer.find(contact).click("All their entries").line("decision", "deny", "consent_withdrawn");
        officer.line("act", "withdrawal").line("decision", "permit");
        assertEquals(permit, officer.id());
        officer.find(contact)
                .click("All their entries")
                .line("act", "withdrawal")
                .line("decision", "deny");
    }

    private void offeringToUnsubscribeByMail() throws IOException, InterruptedException {
        var catalog = site.service.send("GET", "/v1/catalog", site.service.token("admin"), "");
        for (var sender : Json.MAPPER.readTree(catalog.body()).get("senders")) {
            if (!sender.get("id").textValue().equals("acme-mailer")) continue;
            put(
                    "senders/acme-mailer",
                    ((ObjectNode) sender).put("mailbox", "bounces@acme.example").toString());
        }
    }

    private void put(String part, String body) throws IOException, InterruptedException {
        var reply = site.service.send("PUT", "/v1/catalog/" + part, site.service.token("admin"), body);
        assertTrue(reply.statusCode() / 100 == 2, reply::body);
    }
}
