package dev.askfirst.outbound.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A letter goes out if its transaction was committed, once, to somebody who is still there and still asked. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LettersTest {

    @Inject
    Mailing mailing;

    @Inject
    LetterQueue queue;

    @Inject
    Links links;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void now() {
        clock.reset();
    }

    @Test
    void theLinkInALetterConfirmsThatGrant() throws Exception {
        var ana = mailing.newcomer();
        var letter = mailing.send(mailing.letter(ana, "en"));
        assertEquals("sent", mailing.result(letter));
        var received = mailing.received(letter);
        assertEquals(Optional.of(ana.grant()), links.openGrant(received.token()));
        assertTrue(received.html().contains("href=\"" + received.link() + "\""), received::html);
        assertEquals("deny consent_pending", answer(ana.contact()));
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("answer=yes")
                .post("/c/" + received.token())
                .then()
                .statusCode(200);
        assertEquals("permit", answer(ana.contact()));
    }

    @Test
    void aLetterSaysWhoAsksAboutWhatInWhichWordsAndUntilWhen() throws Exception {
        clock.set(Instant.parse("2027-03-01T09:30:00Z"));
        var ana = mailing.newcomer();
        var letter = mailing.send(mailing.letter(ana, "en"));
        assertEquals("sent", mailing.result(letter));
        var received = mailing.received(letter);
        assertEquals("Please confirm: Newsletter from Acme Shoes", received.header("Subject"));
        for (var part : List.of(received.text(), received.html().replaceAll("&#39;", "'"))) {
            for (var said : List.of(
                    "Acme Shoes",
                    "1 Cobbler's Lane, 10115 Example",
                    "people@acme.example",
                    "“Newsletter”",
                    "Yes, Acme Shoes may write to me about what I have ticked. I can stop it at any time, from any message.",
                    "If you ignore this e-mail, the answer is no.",
                    "8 March 2027",
                    "(UTC)")) assertTrue(part.contains(said), () -> said + " is not in " + part);
        }
    }

    @Test
    void aLetterIsMarkedAsAutomaticAndTracksNobody() throws Exception {
        var ana = mailing.newcomer();
        var letter = mailing.send(mailing.letter(ana, "en"));
        assertEquals("sent", mailing.result(letter));
        var received = mailing.received(letter);
        assertEquals(ana.address(), received.header("To"));
        assertEquals("askfirst@localhost", received.header("From"));
        assertEquals("auto-generated", received.header("Auto-Submitted"));
        assertEquals("people@acme.example", received.header("Reply-To"));
        assertEquals("<" + letter.id() + "@localhost>", received.header("Message-ID"));
        assertFalse(received.html().contains("src="), received::html);
    }

    @Test
    void aLetterInTheFolderIsReadableByItsOwnerAlone() throws Exception {
        var letter = mailing.send(mailing.letter(mailing.newcomer(), "en"));
        assertEquals("sent", mailing.result(letter));
        var file = mailing.file(letter).orElseThrow();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertTrue(file.getFileName()
                .toString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ-[0-9a-f-]{36}\\.eml"));
    }

    @Test
    void theQueueHoldsNoAddressNoTokenAndNoLink() throws Exception {
        var ana = mailing.newcomer();
        var letter = mailing.send(mailing.letter(ana, "en"));
        assertEquals("sent", mailing.result(letter));
        var row = database.value("select l::text from letter l where id = ?", letter.id())
                .orElseThrow();
        assertTrue(row.contains(ana.grant().toString()), row);
        for (var never : List.of(ana.address(), mailing.received(letter).token(), "/c/", "@")) {
            assertFalse(row.contains(never), row);
        }
    }

    @Test
    void aLetterOfATransactionThatWasRolledBackDoesNotExist() throws Exception {
        var letter = mailing.letter(mailing.newcomer(), "en");
        mailing.add(letter, false);
        assertEquals(0, database.count("select count(*) from letter where id = ?", letter.id()));
    }

    @Test
    void whoeverIsGoneGetsNoLetter() throws Exception {
        var ana = mailing.newcomer();
        database.execute("delete from contact_point where point_id = ?", ana.point());
        assertDropped(mailing.letter(ana, "en"));
    }

    @Test
    void anAddressWhoseKeyIsGoneGetsNoLetter() throws Exception {
        var ana = mailing.newcomer();
        database.execute("update contact_point set value = null where point_id = ?", ana.point());
        assertDropped(mailing.letter(ana, "en"));
    }

    @ParameterizedTest
    @CsvSource({"acme, dropped", "*, dropped", "globex, sent"})
    void aSuppressedAddressGetsNoLetter(String controller, String result) throws Exception {
        var ana = mailing.newcomer();
        var of = controller.equals("*") ? "" : ", \"controller\": \"" + controller + "\"";
        Api.staff("admin")
                .body("{\"contact\": \"%s\", \"reason\": \"bounce\"%s}".formatted(ana.contact(), of))
                .post("/v1/suppressions")
                .then()
                .statusCode(201);
        var letter = mailing.send(mailing.letter(ana, "en"));
        assertEquals(result, mailing.result(letter));
        assertEquals(result.equals("sent"), mailing.file(letter).isPresent());
    }

    @Test
    void whoeverSaidNoMeanwhileGetsNoLetter() throws Exception {
        var ana = mailing.newcomer();
        Acts.withdraw(ana.contact(), "newsletter").then().statusCode(201);
        assertDropped(mailing.letter(ana, "en"));
    }

    @Test
    void whoeverObjectedMeanwhileGetsNoLetter() throws Exception {
        var ana = mailing.newcomer();
        Acts.object(ana.contact()).then().statusCode(201);
        assertDropped(mailing.letter(ana, "en"));
    }

    @Test
    void whoeverConfirmedMeanwhileGetsNoLetter() throws Exception {
        var ana = mailing.newcomer();
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("answer=yes")
                .post("/c/" + links.sealGrant(ana.grant()))
                .then()
                .statusCode(200);
        assertDropped(mailing.letter(ana, "en"));
    }

    @Test
    void whatHasLapsedIsNotAskedAnyMore() throws Exception {
        assertDropped(mailing.letter(mailing.newcomer(), "en", clock.read()));
    }

    @Test
    void aLetterWhoseInstanceDiedIsTakenOverAfterFiveMinutes() throws Exception {
        var letter = takenHere();
        assertTrue(queue.take().stream().noneMatch(it -> it.letter().id().equals(letter.id())));
        clock.advance(Duration.ofMinutes(5).minusSeconds(20));
        assertTrue(queue.take().stream().noneMatch(it -> it.letter().id().equals(letter.id())));
        assertEquals(Optional.empty(), mailing.state(letter));
        clock.advance(Duration.ofSeconds(20));
        assertEquals("sent", mailing.result(letter));
    }

    @Test
    void noLetterIsTakenTwice() throws Exception {
        var ana = mailing.newcomer();
        for (var i = 0; i < 150; i++) mailing.add(mailing.letter(ana, "en"), true);
        Callable<List<UUID>> all = this::takeAll;
        try (var instances = Executors.newFixedThreadPool(4)) {
            var seen = new HashSet<UUID>();
            for (var taken :
                    instances.invokeAll(IntStream.range(0, 4).mapToObj(_ -> all).toList())) {
                taken.get().forEach(id -> assertTrue(seen.add(id), () -> id + " was taken twice"));
            }
            assertFalse(seen.isEmpty());
        }
    }

    @Test
    void lettersThatEndedAMonthAgoAreDeleted() throws Exception {
        var letter = mailing.send(mailing.letter(mailing.newcomer(), "en"));
        assertEquals("sent", mailing.result(letter));
        queue.tidy();
        assertEquals(Optional.of("sent"), mailing.state(letter));
        clock.advance(Duration.ofDays(30));
        queue.tidy();
        assertEquals(Optional.empty(), mailing.state(letter));
    }

    @Test
    void lettersAreCounted() throws Exception {
        assertEquals("sent", mailing.result(mailing.send(mailing.letter(mailing.newcomer(), "en"))));
        var metrics = RestAssured.get("/q/metrics").asString();
        assertTrue(metrics.matches("(?s).*askfirst_letters_total\\{result=\"sent\"} [1-9].*"), metrics);
        assertTrue(metrics.contains("askfirst_letters_total{result=\"failed\"}"), metrics);
    }

    /** A letter that was taken here, as by an instance that then dies; the service's own postman may be quicker. */
    private Letter takenHere() throws SQLException {
        while (true) {
            var letter = mailing.letter(mailing.newcomer(), "en");
            mailing.add(letter, true);
            if (queue.take().stream().anyMatch(it -> it.letter().id().equals(letter.id()))) return letter;
        }
    }

    private List<UUID> takeAll() throws SQLException {
        var all = new ArrayList<UUID>();
        for (var taken = queue.take(); !taken.isEmpty(); taken = queue.take()) {
            for (var it : taken) {
                all.add(it.letter().id());
                queue.end(it, LetterQueue.Result.DROPPED);
            }
        }
        return all;
    }

    private void assertDropped(Letter letter) throws SQLException {
        assertEquals("dropped", mailing.result(mailing.send(letter)));
        assertEquals(Optional.empty(), mailing.file(letter));
    }

    private static String answer(String contact) {
        var reply = Api.ask(
                        "acme-mailer",
                        "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"newsletter\"}".formatted(contact))
                .jsonPath();
        var reasons = reply.getList("reasons.code", String.class);
        return reply.getString("outcome") + (reasons == null || reasons.isEmpty() ? "" : " " + reasons.getFirst());
    }
}
