package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    private static MailSite site;
    private static RunningService service;
    private static Mailing mailing;
    private static Postfix postfix;
    private static int port;

    @BeforeAll
    static void allOfItRuns() throws IOException {
        site = new MailSite();
        service = site.service;
        mailing = site.mailing;
        postfix = site.postfix;
        port = site.port;
    }

    @AfterAll
    static void itStops() {
        if (site != null) site.close();
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
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.metrics + "/metrics"))
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
            var said = Mailing.swaks(site.guardedPort, login + way);
            assertTrue(said.contains("<~  250 2.0.0 Ok: queued as"), said);
        }
        assertEquals(2, Mailing.to("eve@test.example", postfix).size());
        assertTrue(Mailing.to("eve@test.example", postfix).getFirst().contains("(using TLSv1."));
        var wrong = Mailing.swaks(site.guardedPort, "--to eve@test.example -au shop -ap wrong -tls");
        assertTrue(wrong.contains("<~* 535 5.7.8"), wrong);
        var nobody = Mailing.swaks(site.guardedPort, "--to eve@test.example");
        assertTrue(nobody.contains("<** 530 5.7.0 first AUTH"), nobody);
        var large = Mailing.swaks(
                site.guardedPort, login + "--body \"$(head -c 30000 /dev/zero | tr '\\0' x | fold -w 70)\"");
        assertTrue(large.contains("552 5.3.4"), large);
    }

    @Test
    void whatIsNotAsciiArrivesByteForByte() throws IOException {
        mailing.grant("jürgen@test.example");
        try (var mailer = new Dialogue(port)) {
            assertTrue(mailer.say("EHLO mailer.test.example").contains("250-SMTPUTF8\n"));
            var from = "MAIL FROM:<news@acme.example> BODY=8BITMIME";
            mailer.say(from);
            assertTrue(mailer.say("RCPT TO:<jürgen@test.example>").startsWith("553 5.6.7 "));
            mailer.say("RSET");
            // Commands that may stand together do.
            assertEquals("250 2.1.0 Ok\n", mailer.say(from + " SMTPUTF8", "RCPT TO:<jürgen@test.example>", "DATA"));
            assertEquals("250 2.1.5 Ok\n", mailer.heard());
            assertTrue(mailer.heard().startsWith("354 "));
            var said = mailer.say("Subject: Frühling", "", "Grüße", "..", "...", ".");
            assertTrue(said.startsWith("250 2.0.0 Ok: queued as"), said);
        }
        var utf8 = new String(
                Mailing.to("j\u00c3\u00bcrgen@test.example", postfix).getFirst().getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
        assertEquals(1, lines(utf8, "Subject: Frühling"), utf8);
        assertTrue(utf8.endsWith("\n\nGrüße\n.\n..\n"), utf8);
    }

    @Test
    void whoDoesNotWaitWhereOneHasToIsNotHeardFurther() throws IOException {
        for (var early : new String[][] {
            {"EHLO mailer.test.example", "MAIL FROM:<news@acme.example>"},
            {"DATA", "Subject: early", "", "Hello", "."}
        }) {
            try (var mailer = new Dialogue(port)) {
                assertTrue(mailer.say(early).startsWith("421 4.5.0 after " + early[0].split(" ")[0]));
                assertThrows(IOException.class, mailer::heard);
            }
        }
    }

    @Test
    void theListSaysWhatAMessageIsAbout() {
        mailing.grant("iva@test.example");
        var elsewhere = "--to iva@test.example --from someone@acme.example ";
        var nothing = Mailing.swaks(port, elsewhere);
        assertTrue(nothing.contains("<** 550 5.7.1 no topic"), nothing);
        var said = Mailing.swaks(port, elsewhere + "--header 'List-Id: Outlet <outlet.acme.example>'");
        assertTrue(said.contains("<-  250 2.0.0 Ok: queued as"), said);
        assertEquals(
                "offers.shoes",
                mailing.topic(Mailing.to("iva@test.example", postfix).getFirst()));
    }

    @Test
    void ofAPersonalMessageItIsToldWhatItIsLike() {
        mailing.grant("ole@test.example");
        var personal =
                "--to ole@test.example --header 'Askfirst-Authorship: personal' --header 'Askfirst-Author: Jo Berg' --body ";
        Mailing.swaks(
                port,
                personal
                        + "'Hello Ole, the blue running shoes that you tried on Saturday are back in stock, and I have put"
                        + " a pair aside for you until Friday.'");
        Mailing.swaks(port, personal + "'Hello Ole, see you on Friday!'");
        var messages = Mailing.to("ole@test.example", postfix).stream()
                .map(mailing::message)
                .toList();
        assertEquals(2, messages.size());
        for (var message : messages) {
            var words = message.get("words").intValue();
            assertTrue(words == 26 || words == 6, message::toString);
            assertEquals(words >= 20, message.has("fingerprint"), message::toString);
        }
    }

    /** Postfix itself writes the notice, and gives it to the alias' pipe. */
    @Test
    void whatComesBackBindsTheNextQuestionAndTheConsoleTellsWhy() throws Exception {
        mailing.grant("mo@test.example");
        try (var returned = new ReturnPath(site)) {
            var walk = new Walk(site, returned);
            walk.aBounce("kim@gone.example");
            walk.aSignedStop("+4915112345678");
            walk.anUnsubscribeByMail("lou@test.example");
            returned.write("--from mo@test.example --header 'Subject: Re: News' --body 'STOP\n\n> Buy'");
            returned.awaitNo("mo@test.example");
            assertEquals("65", returned.exit("no mail", service.port()));
            assertEquals("75", returned.exit("From: a@b.example\\n\\nHello", RunningService.freePort()));
        }
    }

    @Test
    void postfixPutsItBeforeItsQueue() {
        mailing.grant("fay@test.example");
        try (var front = Postfix.start(
                site.folder.resolve("front"), RunningService.freePort(), "smtpd_proxy_filter = 127.0.0.1:" + port)) {
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
                site.folder.resolve("asking"),
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

    /** The last two blocks of the page, with the ports of this site in place of its own. */
    @Test
    void thePageSaysHowMailersAndPostfixAsk() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("askfirst.home"), "docs/ask-from-where-you-are.md"));
        var listening = RunningService.freePort();
        var typed = page.substring(page.indexOf("## The SMTP gate"))
                .replace(":2525", ":" + listening)
                .replace(":9925", ":" + listening)
                .replace(":25 ", ":%d ".formatted(postfix.port()))
                .lines()
                .filter(it -> it.matches("(\\./askfirst|swaks|postconf) .*"))
                .toList();
        try (var _ = RunningGate.typed(typed.get(0), service)) {
            var said = Program.run(typed.get(1), Map.of()).out();
            assertTrue(said.contains("<-  250 2.0.0 Ok: queued as"), said);
        }
        try (var policyd = RunningGate.typed(typed.get(2), service);
                var asking = Postfix.start(site.folder.resolve("typed"), RunningService.freePort())) {
            asking.configure(typed.get(3));
            var said = Mailing.swaks(asking.port(), "--to lea@test.example");
            assertTrue(said.contains("<-  250 2.0.0 Ok: queued as"), said);
            policyd.kill();
            var unasked = Mailing.swaks(asking.port(), "--to lea@test.example");
            assertTrue(unasked.contains("<** 451 4.3.5"), unasked);
        }
        assertEquals(4, typed.size());
    }

    private static String verified(String message) throws IOException {
        var signed = message.substring(message.indexOf("DKIM-Signature:"));
        Files.writeString(site.folder.resolve("signed.eml"), signed.replace("\n", "\r\n"));
        Files.writeString(site.folder.resolve("verify.conf"), "Mode v\nTestPublicKeys dkim.txt\n");
        return site.in("/usr/sbin/opendkim -x verify.conf -t signed.eml 2>&1 || true");
    }

    private static long lines(String message, String pattern) {
        return message.lines().filter(it -> it.matches(pattern)).count();
    }
}
