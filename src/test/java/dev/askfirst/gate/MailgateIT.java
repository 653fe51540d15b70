package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** swaks, the gate, Postfix and opendkim, as an operator puts them one behind the other. */
class MailgateIT {

    private static final String BOUNCING = "smtpd_recipient_restrictions = check_recipient_access "
            + "inline:{{gone@test.example=550 5.1.1 nobody of this name} {full@test.example=452 4.2.2 full}}, permit";
    private static final String KEYS = """
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
              -keyout tls.key -out tls.pem 2>/dev/null
            openssl genrsa -out dkim.key 2048 2>/dev/null; chmod 600 dkim.key
            echo "s1._domainkey.acme.example v=DKIM1; k=rsa; p=$(openssl rsa -in dkim.key -pubout 2>/dev/null | grep -v -- - | tr -d '\\n')" > dkim.txt
            echo "shop:$(openssl passwd -6 'open sesame')" > users
            printf 'user shop orders\\nsender news@acme.example offers\\n' > map
            """;

    private static Path folder;
    private static RunningService service;
    private static Mailing mailing;
    private static Program signer;
    private static Postfix postfix;
    private static RunningGate gate;
    private static RunningGate guarded;
    private static int port;
    private static int guardedPort;
    private static int metrics;

    @BeforeAll
    static void allOfItRuns() throws IOException {
        service = RunningService.fresh("mailgate");
        mailing = new Mailing(service);
        folder = Postfix.freshFolder("mailgate");
        in(KEYS);
        var signing = RunningService.freePort();
        Files.writeString(folder.resolve("sign.conf"), """
                Mode s
                Domain acme.example
                Selector s1
                KeyFile dkim.key
                Socket inet:%d@127.0.0.1
                Canonicalization relaxed/relaxed
                SignHeaders *,+List-Unsubscribe,+List-Unsubscribe-Post
                OversignHeaders From,List-Unsubscribe,List-Unsubscribe-Post
                RequireSafeKeys no
                Syslog no
                """.formatted(signing));
        signer = Program.shell("cd '%s'; exec /usr/sbin/opendkim -f -x sign.conf".formatted(folder), Map.of());
        postfix = Postfix.start(
                folder.resolve("postfix"),
                RunningService.freePort(),
                BOUNCING,
                "smtpd_milters = inet:127.0.0.1:" + signing,
                "smtpd_tls_security_level = may",
                "smtpd_tls_received_header = yes",
                "smtpd_tls_cert_file = " + folder.resolve("tls.pem"),
                "smtpd_tls_key_file = " + folder.resolve("tls.key"));
        port = RunningService.freePort();
        metrics = RunningService.freePort();
        gate = RunningGate.start(
                "mailgate",
                port,
                service,
                "--upstream 127.0.0.1:%d --map '%s/map' --metrics 127.0.0.1:%d"
                        .formatted(postfix.port(), folder, metrics));
        guardedPort = RunningService.freePort();
        guarded = RunningGate.start(
                "mailgate",
                guardedPort,
                service,
                ("--upstream localhost:%d --upstream-tls starttls --upstream-ca '%2$s/tls.pem' --map '%2$s/map' --users '%2$s/users' "
                                + "--tls-cert '%2$s/tls.pem' --tls-key '%2$s/tls.key' --max-size 20000")
                        .formatted(postfix.port(), folder));
    }

    @AfterAll
    static void itStops() {
        if (guarded != null) guarded.close();
        if (gate != null) gate.close();
        if (postfix != null) postfix.close();
        if (signer != null) signer.process().destroy();
        service.close();
    }

    @Test
    void aPermitLetsAMessageThroughWithOneUnsubscribeHeaderThatIsSigned() throws IOException {
        mailing.grant("ana@test.example");
        var said = Mailing.swaks(
                port,
                "--to ana@test.example --header 'Askfirst-Topic: offers.shoes' --header 'List-Unsubscribe: <mailto:old@acme.example>'");
        assertTrue(said.contains("<-  250 2.0.0 Ok: queued as"), said);
        var message = Mailing.to("ana@test.example", postfix).getFirst();
        assertEquals(1, lines(message, "List-Unsubscribe: <http.*"), message);
        assertEquals(1, lines(message, "List-Unsubscribe: .*"), message);
        assertEquals(1, lines(message, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"), message);
        assertEquals(0, lines(message, "Askfirst-Topic:.*"), message);
        assertEquals("permit", mailing.recorded(message));
        assertTrue(verified(message).contains("succeeded"));
        assertTrue(verified(message.replace("=One-Click", "=Two-Clicks")).contains("failed"));
    }

    @Test
    void silenceIsNoAndAPauseIsLater() throws Exception {
        var denied = Mailing.swaks(port, "--to nobody@test.example");
        assertTrue(denied.contains("<** 550 5.7.1 consent_unknown: "), denied);
        var person = mailing.grant("bo@test.example");
        var until = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        var paused = service.post(
                "/v1/persons/" + person + "/pause", service.token("admin"), "{\"until\": \"%s\"}".formatted(until));
        assertEquals(201, paused.statusCode(), paused::body);
        var deferred = Mailing.swaks(port, "--to bo@test.example");
        assertTrue(deferred.contains("<** 451 4.7.1 not before "), deferred);
        assertEquals(0, Mailing.to("bo@test.example", postfix).size());
        var counted = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertTrue(counted.contains("askfirst_gate_answers_total{outcome=\"deny\"} "), counted);
        assertFalse(counted.contains("askfirst_gate_answers_total{outcome=\"deny\"} 0.0"), counted);
    }

    @Test
    void aSecondRecipientNeedsAMessageOfItsOwn() {
        mailing.grant("cleo@test.example");
        var said = Mailing.swaks(port, "--to cleo@test.example,dan@test.example");
        assertTrue(said.contains("<** 452 4.5.3 one recipient a message"), said);
        assertEquals(1, Mailing.to("cleo@test.example", postfix).size());
        assertEquals(0, Mailing.to("dan@test.example", postfix).size());
    }

    @Test
    void whatTheMailServerSaysIsWhatTheMailerHearsAndABounceIsReported() {
        mailing.grant("gone@test.example");
        mailing.grant("full@test.example");
        var gone = Mailing.swaks(port, "--to gone@test.example");
        assertTrue(
                gone.contains("<** 550 5.1.1 <gone@test.example>: Recipient address rejected: nobody of this name"),
                gone);
        assertEquals("deny", mailing.check("gone@test.example"));
        var full = Mailing.swaks(port, "--to full@test.example");
        assertTrue(full.contains("<** 452 4.2.2 <full@test.example>"), full);
        assertEquals("permit", mailing.check("full@test.example"));
    }

    /** Orders need no consent: the topic comes from the user, since nothing is said of the address. */
    @Test
    void mailersLogInOverTlsAndTheMailServerIsReachedOverTls() {
        var login = "--to eve@test.example --from shop@acme.example -au shop -ap 'open sesame' -tls ";
        for (var way : new String[] {"-a PLAIN", "-a LOGIN"}) {
            var said = Mailing.swaks(guardedPort, login + way);
            assertTrue(said.contains("<~  250 2.0.0 Ok: queued as"), said);
        }
        assertEquals(2, Mailing.to("eve@test.example", postfix).size());
        assertTrue(Mailing.to("eve@test.example", postfix).getFirst().contains("(using TLSv1."));
        var wrong = Mailing.swaks(guardedPort, "--to eve@test.example -au shop -ap wrong -tls");
        assertTrue(wrong.contains("<~* 535 5.7.8"), wrong);
        var nobody = Mailing.swaks(guardedPort, "--to eve@test.example");
        assertTrue(nobody.contains("<** 530 5.7.0 first AUTH"), nobody);
        var large =
                Mailing.swaks(guardedPort, login + "--body \"$(head -c 30000 /dev/zero | tr '\\0' x | fold -w 70)\"");
        assertTrue(large.contains("552 5.3.4"), large);
    }

    @Test
    void postfixPutsItBeforeItsQueue() {
        mailing.grant("fay@test.example");
        try (var front = Postfix.start(
                folder.resolve("front"), RunningService.freePort(), "smtpd_proxy_filter = 127.0.0.1:" + port)) {
            var said = Mailing.swaks(front.port(), "--to fay@test.example");
            assertTrue(said.contains("<-  250 2.0.0 Ok: queued as"), said);
            assertEquals(
                    "permit",
                    mailing.recorded(Mailing.to("fay@test.example", postfix).getFirst()));
            var denied = Mailing.swaks(front.port(), "--to stranger@test.example");
            assertTrue(denied.contains("550 5.7.1 consent_unknown"), denied);
        }
    }

    @Test
    void thePolicyServiceRefusesAndDefersAndAddsNothing() {
        mailing.grant("gil@test.example");
        var policy = RunningService.freePort();
        var policyd = RunningGate.start("policyd", policy, service, "--topic offers");
        try (var asking = Postfix.start(
                folder.resolve("asking"),
                RunningService.freePort(),
                "smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:%d, permit".formatted(policy))) {
            var said = Mailing.swaks(asking.port(), "--to gil@test.example,hal@test.example");
            assertTrue(
                    said.contains("<** 550 5.7.1 <hal@test.example>: Recipient address rejected: consent_unknown"),
                    said);
            var message = Mailing.to("gil@test.example", asking).getFirst();
            assertEquals(0, lines(message, "(List-Unsubscribe|Askfirst-).*"), message);
            policyd.kill();
            var away = Mailing.swaks(asking.port(), "--to gil@test.example");
            assertTrue(away.contains("<** 451 4.3.5"), away);
            policyd.start();
            assertEquals(1, Mailing.to("gil@test.example", asking).size());
        } finally {
            policyd.close();
        }
    }

    private static String verified(String message) throws IOException {
        var signed = message.substring(message.indexOf("DKIM-Signature:"));
        Files.writeString(folder.resolve("signed.eml"), signed.replace("\n", "\r\n"));
        Files.writeString(folder.resolve("verify.conf"), "Mode v\nTestPublicKeys dkim.txt\n");
        return in("/usr/sbin/opendkim -x verify.conf -t signed.eml 2>&1 || true");
    }

    private static String in(String script) {
        var ended = Program.run("cd '%s'\n".formatted(folder) + script, Map.of());
        if (ended.exit() != 0) throw new AssertionError(ended.errors());
        return ended.out();
    }

    private static long lines(String message, String pattern) {
        return message.lines().filter(it -> it.matches(pattern)).count();
    }
}
