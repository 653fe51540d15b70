package dev.askfirst.decision.record;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.decision.record.ReportedMessages.body;
import static dev.askfirst.decision.record.ReportedMessages.granted;
import static dev.askfirst.decision.record.ReportedMessages.permit;
import static dev.askfirst.decision.record.ReportedMessages.report;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders report what became of what they were permitted; what bounces, or is complained about, gets no more. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OutcomeTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void now() {
        clock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sent, 201",
        "not_sent, 201",
        "bounced, 201",
        "complained, 201",
        "sent sent, 200",
        "not_sent not_sent, 200",
        "sent bounced, 201",
        "sent complained, 201",
        "bounced complained, 201",
        "sent bounced complained, 201",
        "sent bounced sent, 200",
        "sent bounced complained bounced, 200",
        "sent not_sent, 409",
        "not_sent sent, 409",
        "not_sent bounced, 409",
        "not_sent complained, 409",
        "bounced sent, 409",
        "bounced not_sent, 409",
        "complained bounced, 409",
        "complained sent, 409",
        "complained not_sent, 409"
    })
    void onlyForward(String reports, int last) {
        var permit = permit(Acts.newcomer());
        var all = List.of(reports.split(" "));
        for (var report : all.subList(0, all.size() - 1))
            report(permit, report).then().statusCode(201);
        report(permit, all.getLast()).then().statusCode(last);
        var known = all.stream().distinct().count() - (last == 409 ? 1 : 0);
        sender("acme-mailer").get("/v1/decisions/" + permit).then().body("outcomes", hasSize((int) known));
    }

    @Test
    void theSameAgainIsAnsweredWithWhatWasRecorded() {
        var permit = permit(Acts.newcomer());
        var at = Instant.parse(ask("acme-mailer", about(Acts.newcomer())).path("decidedAt"));
        var first = body(permit, """
                {"outcome": "sent", "at": "%s", "detail": "250 ok"}""".formatted(at));
        first.then().statusCode(201).body("at", is(at.toString()), "detail", is("250 ok"));
        report(permit, "sent").then().statusCode(200).body("id", is(first.<String>path("id")), "detail", is("250 ok"));
    }

    @Test
    void checksRefusalsAndDelaysHaveNone() {
        var ana = granted();
        var check = ask("acme-mailer", about(ana, "\"mode\": \"check\"")).<String>path("id");
        var deny = ask("acme-mailer", about(Acts.newcomer())).<String>path("id");
        staff("admin")
                .body("{\"until\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(1))))
                .post("/v1/persons/" + Persons.idOf(ana) + "/pause");
        var defer = ask("acme-mailer", about(ana)).<String>path("id");
        for (var decision : List.of(check, deny, defer))
            report(decision, "sent").then().statusCode(409);
    }

    @Test
    void onlyTheSenderThatAsked() {
        var permit = permit(granted());
        for (var other : List.of("globex-mailer", "agency")) {
            sender(other)
                    .body("{\"outcome\": \"sent\"}")
                    .post("/v1/decisions/" + permit + "/outcome")
                    .then()
                    .statusCode(404);
        }
        report(UUID.randomUUID().toString(), "sent").then().statusCode(404);
        report("nonsense", "sent").then().statusCode(404);
    }

    @Test
    void ofWhoeverWasErasedItIsRecordedAndNothingIsLeftOfTheText() {
        var ana = granted();
        var permit = permit(ana);
        body(permit, "{\"outcome\": \"sent\", \"detail\": \"to %s\"}".formatted(ana))
                .then()
                .statusCode(201);
        staff(Caller.ADMIN).delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        report(permit, "bounced").then().statusCode(201);
        sender("acme-mailer")
                .get("/v1/decisions/" + permit)
                .then()
                .body("outcomes.outcome", contains("sent", "bounced"), "outcomes[0].detail", nullValue());
        assertEquals("deny consent_unknown", answer(ana));
    }

    @Test
    void theTextGoesWithTheAddress() {
        var ana = granted();
        var id = Persons.idOf(ana);
        var permit = permit(ana);
        body(permit, "{\"outcome\": \"sent\", \"detail\": \"to %s\"}".formatted(ana))
                .then()
                .statusCode(201);
        var contacts = "/v1/persons/" + id + "/contacts";
        var point = staff(Caller.ADMIN).get(contacts).<String>path("contacts[0].id");
        staff(Caller.ADMIN).delete(contacts + "/" + point + "?last=true").then().statusCode(204);
        sender("acme-mailer").get("/v1/decisions/" + permit).then().body("outcomes[0].detail", nullValue());
    }

    @Test
    void peopleSeeWhatBecameOfIt() {
        var ana = granted();
        report(permit(ana), "sent").then().statusCode(201);
        var id = Persons.idOf(ana);
        Api.person(id)
                .get("/v1/persons/" + id + "/decisions")
                .then()
                .body("decisions[0].outcomes.outcome", contains("sent"));
        Api.person(id)
                .get("/v1/persons/" + id + "/export")
                .then()
                .body("decisions[0].outcomes.outcome", contains("sent"));
    }

    /** The clock of another mail server is minutes off, or shows the epoch. */
    @ParameterizedTest
    @CsvSource({
        "complained, -30",
        "complained, 60",
        "bounced, -30",
        "bounced, 60",
        "sent, 60",
        "not_sent, -30",
        "sent, -900000000"
    })
    void whateverTheClockItCameFromNoReportIsLost(String outcome, long off) {
        var ana = granted();
        var permit = permit(ana);
        var at = Instant.now().plusSeconds(off).truncatedTo(ChronoUnit.MICROS);
        var reply = body(permit, "{\"outcome\": \"%s\", \"at\": \"%s\"}".formatted(outcome, at));
        reply.then().statusCode(201).body("claimed", is(at.toString()));
        var decided = Instant.parse(
                sender("acme-mailer").get("/v1/decisions/" + permit).path("decidedAt"));
        var recorded = Instant.parse(reply.path("recordedAt"));
        assertEquals(off < 0 ? decided : recorded, Instant.parse(reply.path("at")));
        sender("acme-mailer")
                .get("/v1/decisions/" + permit)
                .then()
                .body("outcomes[0].claimed", is(at.toString()), "outcomes[0].at", is(reply.<String>path("at")));
        var silenced = outcome.equals("bounced") || outcome.equals("complained");
        assertEquals(silenced ? "deny suppressed" : "permit", answer(ana));
    }

    @Test
    void aKeyHasOneAnswer() {
        var permit = permit(granted());
        var key = UUID.randomUUID().toString();
        var first = keyed(key, permit, "sent");
        first.then().statusCode(201);
        keyed(key, permit, "sent").then().statusCode(201).body("id", is(first.<String>path("id")));
        keyed(key, permit, "bounced").then().statusCode(409);
        keyed(key, permit(granted()), "sent").then().statusCode(409);
    }

    @Test
    void ofReportsAtTheSameTimeOneIsFirst() throws Exception {
        var permit = permit(granted());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reports = IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Integer>) () ->
                            report(permit, i % 2 == 0 ? "sent" : "not_sent").statusCode())
                    .toList();
            var created = 0;
            for (var report : threads.invokeAll(reports)) if (report.get() == 201) created++;
            assertEquals(1, created);
        }
        assertEquals(1, database.count("select count(*) from outcome where decision_id = ?", UUID.fromString(permit)));
    }

    private static Response keyed(String key, String permit, String outcome) {
        return sender("acme-mailer")
                .header("Idempotency-Key", key)
                .body("{\"outcome\": \"%s\"}".formatted(outcome))
                .post("/v1/decisions/" + permit + "/outcome");
    }
}
