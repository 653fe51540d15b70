package dev.askfirst.outbound.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.deputy.Named;
import dev.askfirst.outbound.Confirmed;
import dev.askfirst.outbound.MailServer;
import dev.askfirst.outbound.MailServerAddress;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.outbound.ReceivedLetter;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.LogLines;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letters over SMTP: handed over once, tried again while the server is away or refuses, given up after a day. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
@QuarkusTestResource(value = MailServerAddress.class, restrictToAnnotatedClass = true)
class MailWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Mailing mailing;

    @Inject
    Letters letters;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    MeterRegistry meters;

    private final int port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);

    @BeforeEach
    void nothingWaits() {
        database.execute("delete from letter where result is null");
    }

    @AfterEach
    void now() {
        clock.reset();
    }

    @Test
    void aLetterIsHandedToTheMailServerOnce() throws Exception {
        try (var server = new MailServer(port)) {
            var ana = mailing.newcomer("de");
            assertEquals("sent", mailing.result(mailing.recorded(ana)));
            clock.advance(Duration.ofDays(2));
            letters.wake();
            assertEquals("sent", mailing.result(mailing.recorded(mailing.newcomer())));
            var accepted = server.accepted().stream()
                    .filter(it -> it.to().equals(ana.address()))
                    .toList();
            assertEquals(1, accepted.size());
            assertEquals("letters@askfirst.example", accepted.getFirst().from());
            var received = ReceivedLetter.of(accepted.getFirst().content());
            assertEquals("Bitte bestätigen: Newsletter von Acme Shoes", received.header("Subject"));
            assertEquals("Askfirst <letters@askfirst.example>", received.header("From"));
            assertEquals(ana.address(), received.header("To"));
            assertEquals("auto-generated", received.header("Auto-Submitted"));
            assertTrue(received.link().startsWith("https://localhost"), received::link);
        }
    }

    @Test
    void whoeverWasGivenADeputyByStaffIsToldByTheMailServer() throws Exception {
        try (var server = new MailServer(port)) {
            var ana = Confirmed.somebody();
            Api.staff("admin")
                    .body(Named.body(", \"evidence\": {\"method\": \"paper\", \"source\": \"contracts/117\"}", "no"))
                    .put("/v1/persons/" + ana.person() + "/deputies/" + UUID.randomUUID())
                    .then()
                    .statusCode(201);
            Await.until("the letter", PATIENCE, () -> !to(server, ana.address()).isEmpty());
            var received =
                    ReceivedLetter.of(to(server, ana.address()).getFirst().content());
            assertEquals(
                    "Someone may act for you on localhost",
                    received.header("Subject").replaceFirst(":\\d+", ""));
            assertTrue(received.text().contains("Rosa Lind may do this for you:"), received::text);
            assertTrue(received.html().contains("/me/deputies\""), received::html);
        }
    }

    private static List<MailServer.Accepted> to(MailServer server, String address) {
        return server.accepted().stream().filter(it -> it.to().equals(address)).toList();
    }

    @Test
    void aLetterThatIsRefusedIsTriedEverLessOftenAndGivenUpAfterADay() throws Exception {
        try (var server = new MailServer(port)) {
            server.refuse(true);
            var asked = server.asked();
            var delayed = count("delayed");
            var failed = count("failed");
            var letter = mailing.recorded(mailing.newcomer());
            for (var minutes : List.of(1, 5, 30, 120, 360, 360, 360)) {
                asked++;
                delayed++;
                awaitCount("delayed", delayed);
                assertEquals(asked, server.asked());
                assertDueIn(letter, Duration.ofMinutes(minutes));
                clock.advance(Duration.ofMinutes(minutes));
                letters.wake();
            }
            assertEquals("failed", mailing.result(letter));
            awaitCount("failed", failed + 1);
            assertEquals(List.of(), server.accepted());
        }
    }

    @Test
    void aLetterGoesOutOnceTheServerIsBack() throws Exception {
        var delayed = count("delayed");
        var letter = mailing.recorded(mailing.newcomer());
        awaitCount("delayed", delayed + 1);
        assertEquals(Optional.empty(), mailing.state(letter));
        try (var server = new MailServer(port)) {
            clock.advance(Duration.ofMinutes(1));
            letters.wake();
            assertEquals("sent", mailing.result(letter));
            assertEquals(1, server.accepted().size());
        }
    }

    @Test
    void whileTheServerIsAwayEverythingElseGoesOn() throws Exception {
        var delayed = count("delayed");
        mailing.newcomer();
        awaitCount("delayed", delayed + 1);
        RestAssured.get("/q/health/ready").then().statusCode(200);
        Api.ask("acme-mailer", """
                        {"to": "mailto:nobody@test.example", "channel": "email", "topic": "offers"}""").then().statusCode(200);
    }

    @Test
    void noAddressStandsInTheLog() throws Exception {
        try (var log = LogLines.ofAll();
                var server = new MailServer(port)) {
            server.refuse(true);
            var ana = mailing.newcomer();
            var letter = mailing.recorded(ana);
            Await.until(
                    "a line about it",
                    PATIENCE,
                    () -> log.all().stream()
                            .anyMatch(line -> line.contains(
                                    letter.id() + " delayed after attempt 1: the mail server answered 451")));
            log.all().forEach(line -> assertFalse(line.contains(ana.address()), line));
        }
    }

    private void assertDueIn(Letter letter, Duration wait) throws SQLException {
        var left = database.value(
                        "select extract(epoch from next_at - (%s))::bigint from letter where id = ?"
                                .formatted(clock.now()),
                        letter.id())
                .map(Long::parseLong)
                .orElseThrow();
        assertTrue(Math.abs(left - wait.toSeconds()) < 20, () -> left + " s in place of " + wait);
    }

    private void awaitCount(String result, double count) {
        Await.until(count + " " + result, PATIENCE, () -> count(result) >= count);
    }

    private double count(String result) {
        return meters.counter("askfirst.letters", "result", result).count();
    }
}
