package dev.askfirst.consent.complaint;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.limited;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.due.OverdueWatch;
import dev.askfirst.outbound.Follower;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who complains is told in time that it came, is answered, and sees both; whoever is late is told, and counted. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ComplaintsTest {

    private static final Instant NOON = Instant.parse("2026-12-02T12:00:00Z");
    private static final String NIGHT = "You wrote to me at night";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    OverdueWatch overdue;

    @BeforeEach
    void itIsNoon() throws SQLException {
        clock.set(NOON);
    }

    @AfterEach
    void timePassesAsUsual() {
        clock.reset();
    }

    /** Thirty calendar days in the United Kingdom, from the day after; two weeks where no row says anything. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "+44794600, 2026-12-02T12:00:00Z, 2027-01-02T00:00:00Z",
        "+44794600, 2026-12-01T23:59:00Z, 2027-01-01T00:00:00Z",
        "+44794600, 2026-06-10T12:00:00Z, 2026-06-24T23:00:00Z",
        "+3361234, 2026-12-02T12:00:00Z, 2026-12-16T23:00:00Z",
    })
    void lawSaysByWhen(String number, String received, String due) {
        var told = file("acme-texter", Acts.newNumber(number, 4), NIGHT, ", \"receivedAt\": \"" + received + "\"")
                .then()
                .statusCode(201);
        assertEquals(Instant.parse(due), Instant.parse(told.extract().path("dueAt")));
        assertEquals(Instant.parse(received), Instant.parse(told.extract().path("receivedAt")));
    }

    @Test
    void isAcknowledgedThenResolvedAndBothAreOnRecord() {
        var id = filed(Acts.newcomer());
        list("acme-mailer", "due=true").then().body("complaints.id", hasItem(id));
        acknowledge(Caller.COMPLIANCE, id)
                .then()
                .statusCode(200)
                .body("state", is("acknowledged"), "late", is(false), "text", is(NIGHT), "outcome", nullValue());
        list("acme-mailer", "due=true").then().body("complaints.id", not(hasItem(id)));
        resolve(Caller.ADMIN, id, "upheld")
                .then()
                .statusCode(200)
                .body("state", is("resolved"), "outcome", is("upheld"), "answer", is("It will not happen again"));
        list("acme-mailer", "limit=1000")
                .then()
                .body("complaints.find { it.id == '" + id + "' }.resolvedAt", notNullValue());
        assertEquals(2, database.count("select count(*) from complaint_step where complaint_id = ?::uuid", id));
        var step = database.value("select max(id::text) from complaint_step where complaint_id = ?::uuid", id)
                .orElseThrow();
        staff(Caller.COMPLIANCE)
                .get("/v1/audit/entries?kind=complaint_step&limit=200")
                .then()
                .body("entries.id", hasItem(step));
    }

    @Test
    void theSameAgainChangesNothingAndTheOtherIsAConflict() {
        var id = filed(Acts.newcomer());
        for (var time = 0; time < 2; time++)
            acknowledge("acme-mailer", id).then().statusCode(200);
        for (var time = 0; time < 2; time++)
            resolve("acme-mailer", id, "rejected").then().statusCode(200);
        acknowledge("acme-mailer", id).then().statusCode(200).body("state", is("resolved"));
        resolve("acme-mailer", id, "upheld").then().statusCode(409);
        assertEquals(2, database.count("select count(*) from complaint_step where complaint_id = ?::uuid", id));
    }

    @Test
    void whatIsAnsweredAtOnceNeedsNoAcknowledgement() {
        var id = filed(Acts.newcomer());
        resolve("acme-mailer", id, "upheld").then().body("acknowledgedAt", notNullValue(), "late", is(false));
        assertEquals(0, database.count("select count(*) from due_complaint where id = ?::uuid", id));
    }

    @Test
    void theSameRequestTwiceIsOneComplaint() {
        var body = body(Acts.newcomer(), "acme", NIGHT, "");
        var key = UUID.randomUUID().toString();
        var ids = List.of(1, 2).stream()
                .map(_ -> sender("acme-mailer")
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post("/v1/complaints")
                        .<String>path("id"))
                .distinct()
                .toList();
        assertEquals(1, ids.size());
    }

    @Test
    void whoeverListensIsToldThatItIsDueAndOnceThatItIsLate() {
        var follower = Follower.fromNow(() -> sender("acme-mailer"), 1000);
        var id = filed(Acts.newcomer());
        var late = Scraped.now().sum("askfirst_complaints_late_total");
        overdue.tell();
        assertEquals(List.of("complaint.due"), told(follower, id));
        clock.advance(Duration.ofDays(16));
        overdue.tell();
        overdue.tell();
        assertEquals(List.of("complaint.overdue"), told(follower, id));
        assertTrue(Scraped.now().sum("askfirst_complaints_late_total") >= late + 1);
        assertTrue(Scraped.now().sum("askfirst_complaints_due", "state=\"overdue\"") >= 1);
        acknowledge(Caller.COMPLIANCE, id).then().body("late", is(true));
        resolve(Caller.COMPLIANCE, id, "rejected").then().body("late", is(true));
        assertEquals(List.of("complaint.acknowledged", "complaint.resolved"), told(follower, id));
    }

    @Test
    void theFirstToBeDueComesFirst() {
        var later = filed(Acts.newNumber("+44794600", 4), "acme-texter");
        var sooner = filed(Acts.newcomer());
        var ids = list(Caller.COMPLIANCE, "due=true&limit=1000").jsonPath().getList("complaints.id", String.class);
        assertTrue(ids.indexOf(sooner) < ids.indexOf(later));
        var first = list(Caller.COMPLIANCE, "due=true&limit=1").jsonPath();
        list(Caller.COMPLIANCE, "due=true&limit=1&cursor=" + first.getString("next"))
                .then()
                .body("complaints[0].id", is(ids.get(1)));
    }

    @Test
    void theRegisterIsAFile() {
        var text = "=cmd(), he said: \\\"no\\\"\\n" + UUID.randomUUID();
        var id = filed(Acts.newcomer(), "acme-mailer", text);
        resolve(Caller.COMPLIANCE, id, "upheld").then().statusCode(200);
        var csv = export(Caller.COMPLIANCE, "csv")
                .then()
                .contentType("text/csv")
                .extract()
                .asString();
        assertTrue(csv.startsWith("id,at,receivedAt,controller,state,dueAt,late,acknowledgedAt,"), csv);
        assertTrue(csv.contains("\"'=cmd(), he said: \"\"no\"\"\n"), "no formula, and quoted");
        var lines = export(Caller.ADMIN, "ndjson").asString().lines().toList();
        assertTrue(lines.stream().anyMatch(it -> it.contains(id) && it.contains("\"outcome\":\"upheld\"")));
        careless(dev.askfirst.platform.Api.token(Caller.COMPLIANCE))
                .get("/v1/complaints/export?format=xml")
                .then()
                .statusCode(400);
    }

    @Test
    void othersNeitherSeeNorTouchIt() {
        var id = filed(Acts.newcomer());
        for (var who : List.of("globex-mailer")) {
            list(who, "limit=1000").then().body("complaints.id", not(hasItem(id)));
            acknowledge(who, id).then().statusCode(404);
            resolve(who, id, "upheld").then().statusCode(404);
            assertFalse(export(who, "csv").asString().contains(id));
        }
        limited("compliance", "globex").get("/v1/complaints?limit=1000").then().body("complaints.id", not(hasItem(id)));
        limited("compliance", "globex")
                .body("{\"by\": \"I\"}")
                .post("/v1/complaints/" + id + "/acknowledge")
                .then()
                .statusCode(404);
        limited("compliance", "acme").get("/v1/complaints?limit=1000").then().body("complaints.id", hasItem(id));
        file("globex-mailer", Acts.newcomer(), NIGHT, "").then().statusCode(403);
        acknowledge(Caller.COMPLIANCE, UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void whatTheyWroteGoesWithThePersonAndTheEntryStays() {
        var ana = Visiting.somebody();
        var words = "night " + UUID.randomUUID();
        var id = filed(ana, "acme-mailer", words);
        resolve(Caller.COMPLIANCE, id, "upheld").then().statusCode(200);
        staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        list(Caller.COMPLIANCE, "limit=1000")
                .then()
                .body("complaints.find { it.id == '" + id + "' }.text", nullValue())
                .body("complaints.find { it.id == '" + id + "' }.answer", nullValue())
                .body("complaints.find { it.id == '" + id + "' }.outcome", is("upheld"));
        assertEquals(0, database.count("select count(*) from complaint_text where id = ?::uuid", id));
        assertEquals(1, database.count("select count(*) from complaint where id = ?::uuid", id));
    }

    private static List<String> told(Follower follower, String complaint) {
        return follower.rest().stream()
                .filter(it -> it.path("data").path("complaint").asText().equals(complaint))
                .map(it -> it.path("type").asText())
                .toList();
    }

    private static String filed(String from) {
        return filed(from, "acme-mailer");
    }

    private static String filed(String from, String sender) {
        return filed(from, sender, NIGHT);
    }

    private static String filed(String from, String sender, String text) {
        return file(sender, from, text, "").then().statusCode(201).extract().path("id");
    }

    private static Response file(String sender, String from, String text, String more) {
        return sender(sender).body(body(from, "acme", text, more)).post("/v1/complaints");
    }

    private static String body(String from, String controller, String text, String more) {
        return "{\"contact\": \"%s\", \"controller\": \"%s\", \"text\": \"%s\"%s}"
                .formatted(from, controller, text, more);
    }

    private static Response list(String who, String query) {
        return caller(who).get("/v1/complaints?" + query);
    }

    private static Response export(String who, String format) {
        return caller(who).accept("*/*").get("/v1/complaints/export?format=" + format);
    }

    private static Response acknowledge(String who, String id) {
        return caller(who).body("{\"by\": \"Ines Costa\"}").post("/v1/complaints/" + id + "/acknowledge");
    }

    private static Response resolve(String who, String id, String as) {
        return caller(who)
                .body("{\"as\": \"%s\", \"answer\": \"It will not happen again\", \"by\": \"Ines Costa\"}"
                        .formatted(as))
                .post("/v1/complaints/" + id + "/resolve");
    }
}
