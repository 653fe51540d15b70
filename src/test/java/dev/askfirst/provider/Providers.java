package dev.askfirst.provider;

import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.platform.TestClock;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Providers that tell the service under test something, by the clock of the tests. */
@ApplicationScoped
public class Providers {

    static final String WHSEC = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    static final String ARN = "arn:aws:sns:eu-west-1:123456789012:mails";
    private static final String CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem";

    private final TestClock clock;

    Providers(TestClock clock) {
        this.clock = clock;
    }

    /** The secrets of all connections, where the service under test looks for them. */
    static void secrets() throws IOException {
        secret("sendgrid", Provider.sendGridKey());
        secret("mailgun", "key-mailgun");
        secret("postmark", "post:mark");
        secret("brevo", "bre:vo");
        secret("twilio", "key-twilio");
        secret("standard", WHSEC);
        secret("SimpleNotificationService-1.pem", Provider.snsCertificate());
    }

    private static void secret(String name, String text) throws IOException {
        Files.writeString(
                Files.createDirectories(Path.of("target/test-service/secrets")).resolve(name), text + "\n");
    }

    /** One of each adapter, by its name. */
    static List<Connection> connections() {
        var all = new ArrayList<Connection>();
        for (var adapter : List.of("sendgrid", "mailgun", "postmark", "brevo", "standard"))
            all.add(connection(adapter, "acme-mailer", "email"));
        all.add(connection("twilio", "acme-texter", "sms"));
        all.add(new Connection("ses", "ses", "acme-mailer", "acme", null, "email", null, Optional.of(ARN), null));
        return all;
    }

    private static Connection connection(String adapter, String sender, String channel) {
        var secret = new Connection.Reference(null, Optional.of(adapter));
        var rule = new Connection.SoftBounces(3, 14);
        return new Connection(
                adapter, adapter, sender, "acme", null, channel, Optional.of(secret), null, Optional.of(rule));
    }

    public Instant now() {
        try {
            return clock.read();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Response sendGrid(String body) {
        return post("sendgrid", "", Provider.sendGrid(now(), body));
    }

    public Response mailgun(String token, String event) {
        return post("mailgun", "", Provider.mailgun("key-mailgun", now(), token, event));
    }

    public Response standard(String body) {
        return post("standard", "", Provider.standard(WHSEC, "msg_" + UUID.randomUUID(), now(), body));
    }

    public Provider.Sent notification(String message) {
        return Provider.sns(new HashMap<>(Map.of(
                "Type",
                "Notification",
                "MessageId",
                UUID.randomUUID().toString(),
                "TopicArn",
                ARN,
                "Message",
                message,
                "Timestamp",
                now().toString(),
                "SigningCertURL",
                CERTIFICATE)));
    }

    public Response post(String connection, String query, Provider.Sent sent) {
        return RestAssured.given()
                .headers(sent.headers())
                .contentType(sent.type())
                .body(new String(sent.body(), StandardCharsets.UTF_8))
                .post("/in/" + connection + query);
    }
}
