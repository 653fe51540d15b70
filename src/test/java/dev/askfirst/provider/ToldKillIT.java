package dev.askfirst.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Halt;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a provider, a mail server and a folder of mail told when the service was killed is told again, and counts once: wherever it
 * was killed, between the first thing that it wrote down and the last.
 */
class ToldKillIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> TABLES =
            List.of("consent_event", "outcome", "suppression", "reply", "outbox", "provider_event", "mail");

    private static GreenMail server;
    private static GreenMailUser box;
    private static RunningService service;
    private static HttpClient http;

    @BeforeAll
    static void itRuns() throws Exception {
        var folder = Files.createDirectories(Path.of("target", "told-kill").toAbsolutePath());
        Files.writeString(folder.resolve("standard"), Providers.WHSEC);
        Files.writeString(folder.resolve("imap"), "open sesame");
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        box = server.setUser("bounces@acme.example", "bounces", "open sesame");
        http = HttpClient.newHttpClient();
        service = RunningService.fresh(
                "told-kill",
                "-Daskfirst.connections.secrets=" + folder,
                "-Daskfirst.imap.host=127.0.0.1",
                "-Daskfirst.imap.port=" + server.getImap().getPort(),
                "-Daskfirst.imap.tls=false",
                "-Daskfirst.imap.user=bounces",
                "-Daskfirst.imap.password=" + folder.resolve("imap"),
                "-Daskfirst.imap.sender=acme-mailer",
                "-Daskfirst.imap.every=1s");
        var put = service.send("PUT", "/v1/catalog/connections/standard", service.token("admin"), """
                {"adapter": "standard", "sender": "acme-mailer", "controller": "acme", "channel": "email", "secret": {"file": "standard"}}""");
        assertTrue(put.statusCode() / 100 == 2, put::body);
    }

    @AfterAll
    static void itStops() {
        service.close();
        server.stop();
        http.close();
    }

    @Test
    void whateverWasToldWhenItDiedCountsOnce() throws Exception {
        var before = counts();
        var whole = new Told("whole");
        whole.tellAgain();
        var once = since(before);
        assertEquals(1L, once.get("outcome"), once::toString);
        assertEquals(2L, once.get("mail"), once::toString);
        // Before anything is written down; then what waits is written although nobody waits for it any more.
        killed(
                "nothing",
                List.of("insert on provider_event", "insert on outcome", "insert on consent_event"),
                true,
                once);
        killed(
                "late",
                List.of("insert on provider_event", "insert on outcome", "insert on consent_event"),
                false,
                once);
        // Once it is written down that it came, or what follows from it; and when only the last note is missing.
        killed("begun", List.of("insert on consent_event", "insert on mail"), true, once);
        killed("done", List.of("update on provider_event", "insert on mail"), false, once);
    }

    /** Tells of three people, kills the service in the middle of it, and tells the same once more. */
    private static void killed(String name, List<String> places, boolean lost, Map<String, Long> once)
            throws Exception {
        var before = counts();
        var told = new Told(name);
        try (var halt = new Halt(service, places)) {
            var answers = List.of(told.event(), told.bounce());
            told.stop();
            halt.await(3);
            service.kill();
            for (var answer : answers) assertThrows(CompletionException.class, answer::join, name);
            if (lost) halt.lose();
        }
        service.start();
        told.tellAgain();
        assertEquals(once, since(before), name);
    }

    /** Three people who said yes; a message to one of them went out. */
    private static final class Told {

        private final String name;
        private final Provider.Sent event;
        private final String bounce;

        Told(String name) throws Exception {
            this.name = name;
            for (var who : List.of("event", "bounce", "stop")) grant(who);
            event = Provider.standard(
                    Providers.WHSEC, "msg_" + name, Instant.now(), """
                    {"type": "unsubscribe", "id": "%s", "address": "%s"}""".formatted(name, address("event")));
            bounce = """
                    Return-Path: <>
                    From: MAILER-DAEMON@mx.example
                    Subject: Undelivered
                    Message-ID: <%1$s@mx.example>
                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                    --b
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; mx.example

                    Final-Recipient: rfc822; %2$s
                    Action: failed
                    Status: 5.1.1
                    Diagnostic-Code: smtp; 550 no such user

                    --b
                    Content-Type: text/rfc822-headers

                    Askfirst-Decision: %3$s
                    --b--
                    """.formatted(name, address("bounce"), ask("bounce").get("id"));
        }

        private String address(String who) {
            return "%s-%s@test.example".formatted(who, name);
        }

        private void grant(String who) throws IOException, InterruptedException {
            var reply = service.post("/v1/grants", service.token("admin"), """
                    {"contact": "mailto:%s", "controller": "acme", "topic": "offers", "channel": "email",
                     "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(address(who)));
            assertEquals(201, reply.statusCode(), reply::body);
        }

        private Map<?, ?> ask(String who) throws IOException, InterruptedException {
            var reply = service.post("/v1/decisions", service.senderToken("acme-mailer"), """
                    {"to": "mailto:%s", "channel": "email", "topic": "offers"}""".formatted(address(who)));
            return Json.MAPPER.readValue(reply.body(), Map.class);
        }

        CompletableFuture<HttpResponse<String>> event() {
            var request =
                    request("/in/standard", event.type()).POST(HttpRequest.BodyPublishers.ofByteArray(event.body()));
            event.headers().forEach(request::header);
            return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        CompletableFuture<HttpResponse<String>> bounce() {
            var request = request("/v1/mails", "message/rfc822")
                    .header("Authorization", "Bearer " + service.senderToken("acme-mailer"))
                    .POST(HttpRequest.BodyPublishers.ofString(bounce));
            return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        private static HttpRequest.Builder request(String path, String type) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                    .timeout(SOON)
                    .header("Content-Type", type);
        }

        /** In the folder, from where the service reads it itself. */
        void stop() throws Exception {
            var text = "From: %s\r\nMessage-ID: <%s@x.example>\r\nSubject: Re: Offers\r\n\r\nSTOP\r\n"
                    .formatted(address("stop"), name);
            box.deliver(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
        }

        /** As providers and mail servers do that had no answer, and once more than they have to. */
        void tellAgain() throws Exception {
            if (name.equals("whole")) stop();
            for (var i = 0; i < 2; i++) {
                var replies = List.of(event().join(), bounce().join());
                for (var reply : replies) assertEquals(200, reply.statusCode(), reply::body);
            }
            for (var who : List.of("event", "bounce")) assertEquals("deny", ask(who).get("outcome"), who);
            Await.until("the folder is read", SOON, this::isStopped);
            Await.until("its mails are marked", SOON, ToldKillIT::isSeen);
        }

        private boolean isStopped() {
            try {
                return ask("stop").get("outcome").equals("deny");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean isSeen() {
        try {
            return server.getManagers().getImapHostManager().getInbox(box).getMessages().stream()
                    .allMatch(it -> it.getFlags().contains(jakarta.mail.Flags.Flag.SEEN));
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> counts() throws SQLException {
        var counts = new TreeMap<String, Long>();
        try (var connection = service.database();
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                var row = statement.executeQuery("select count(*) from " + table);
                row.next();
                counts.put(table, row.getLong(1));
            }
        }
        return counts;
    }

    private static Map<String, Long> since(Map<String, Long> before) throws SQLException {
        var now = counts();
        now.replaceAll((table, n) -> n - before.get(table));
        return now;
    }
}
