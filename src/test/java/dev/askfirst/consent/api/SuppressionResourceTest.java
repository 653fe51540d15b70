package dev.askfirst.consent.api;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.consent.Suppressing.lift;
import static dev.askfirst.consent.Suppressing.lookup;
import static dev.askfirst.consent.Suppressing.order;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.ImportAnswer;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contact point that must not be written to is not, until whoever ordered it, or an admin, lifts it with a reason. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SuppressionResourceTest {

    @Inject
    Database database;

    @Test
    void aSuppressedAddressIsNotWrittenToWhateverElseIsTrue() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        assertEquals("permit", answer(ana));
        Suppressing.of("acme-mailer", ana);
        assertEquals("deny suppressed", answer(ana));
    }

    /** The yes is on record, and nothing goes out: whoever ordered the one learns it with the other. */
    @Test
    void aGrantForASuppressedAddressSaysSoToThoseWhoMayKnow() {
        var own = Acts.newcomer();
        Suppressing.of("acme-mailer", own);
        Acts.grant(own, "offers").then().statusCode(201).body("state", is("given"), "suppressed", is(true));
        assertEquals("deny suppressed", answer(own));

        var others = Acts.newcomer();
        Suppressing.of("agency", others);
        Acts.grant(others, "offers").then().statusCode(201).body("suppressed", nullValue());

        var everybodys = Acts.newcomer();
        Suppressing.of(Caller.ADMIN, everybodys);
        Acts.grant(everybodys, "offers").then().statusCode(201).body("suppressed", nullValue());

        var registered = Acts.newcomer();
        order("acme-mailer", "\"contact\": \"%s\", \"reason\": \"do_not_call\"".formatted(registered));
        Acts.grant(registered, "offers").then().statusCode(201).body("suppressed", nullValue());
        assertEquals("permit", answer(registered));
    }

    @Test
    void theSameAgainAddsNothing() {
        var ana = Acts.newcomer();
        var first = Suppressing.of("acme-mailer", ana);
        order("acme-mailer", bounce(ana)).then().statusCode(200).body("id", is(first), "controller", is("acme"));
        assertEquals(1, standing("acme-mailer", ana).size());
    }

    @Test
    void anotherReasonAndAnotherOwnerStandBesideItAndAreLiftedApart() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var mine = Suppressing.of("acme-mailer", ana);
        var complaint = order("acme-mailer", "\"contact\": \"%s\", \"reason\": \"complaint\"".formatted(ana))
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var theirs = Suppressing.of("acme-texter", ana);
        assertEquals(List.of(complaint, mine), standing("acme-mailer", ana));
        lift("acme-mailer", mine, "mistake").then().statusCode(200);
        lift("acme-mailer", complaint, "mistake").then().statusCode(200);
        assertEquals("deny suppressed", answer(ana));
        lift("acme-texter", theirs, "mistake").then().statusCode(200);
        assertEquals("permit", answer(ana));
    }

    @Test
    void whatASenderLeavesOutMeansEachOfItsControllersAndAnAdminsHoldsForAll() {
        var ana = Acts.newcomer();
        order("agency", bounce(ana))
                .then()
                .statusCode(201)
                .body("suppressions.controller", contains("acme", "globex"), "controller", is("acme"));
        order("admin", "\"contact\": \"%s\", \"reason\": \"wrong_recipient\"".formatted(ana))
                .then()
                .statusCode(201)
                .body("suppressions.controller", contains("*"));
        lookup("admin", ana).then().body("suppressions.controller", containsInAnyOrder("*", "globex", "acme"));
    }

    @Test
    void aSenderCannotTellWhetherSomebodyIsKnown() {
        var known = Acts.newcomer();
        Acts.grant(known, "offers");
        var ofKnown =
                order("globex-mailer", bounce(known)).then().statusCode(201).extract();
        var ofNobody = order("globex-mailer", bounce(Acts.newcomer()))
                .then()
                .statusCode(201)
                .extract();
        assertEquals(
                ofNobody.asString().replaceAll("[0-9a-f-]{36}", "id"),
                ofKnown.asString().replaceAll("[0-9a-f-]{36}", "id"));
        assertTrue(told(ofNobody.path("id")).isEmpty());
        var change = told(ofKnown.path("id")).getFirst();
        assertTrue(change.contains("\"controller\":\"*\""), "for the staff alone: " + change);
        assertTrue(change.contains("\"orderedFor\":\"globex\"") && !change.contains("spokenTo"), change);
    }

    @Test
    void subscribersOfAControllerThePersonSpokeToAreTold() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Suppressing.of("acme-mailer", ana);
        lift("acme-mailer", id, "mistake").then().statusCode(200);
        var changes = told(id);
        assertEquals(2, changes.size());
        assertTrue(changes.getFirst().contains("\"type\":\"suppression.added\",\"controller\":\"acme\""));
        assertTrue(changes.getLast().contains("\"type\":\"suppression.lifted\",\"controller\":\"acme\""));
        assertTrue(changes.stream().noneMatch(it -> it.contains("test.example")));
        order("admin", bounce(ana)).then().statusCode(201);
        assertEquals(
                1,
                database.count(
                        "select count(*) from outbox where changes like ? and changes like '%spokenTo\":[\"acme\"]%'",
                        "%" + standing("admin", ana).getFirst() + "%"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # who        | members                                                                              | status | problem            | detail
            acme-mailer  | "contact": "mailto:a@b.example", "reason": "bounce", "controller": "globex"          | 403    | forbidden          | is not a controller of this sender
            admin        | "contact": "mailto:a@b.example", "reason": "bounce", "controller": "initech"         | 422    | unknown-controller | no controller
            admin        | "contact": "mailto:a@b.example", "reason": "bounce", "controller": "*"               | 400    | invalid-request    | is not an id
            admin        | "contact": "mailto:a@b.example", "reason": "objection"                               | 400    | invalid-request    | must be one of `bounce`, `complaint`, `do_not_call`, `wrong_recipient`, `legal`
            admin        | "contact": "mailto:a@b.example", "reason": 5                                         | 400    | invalid-request    | `reason`
            admin        | "contact": "mailto:a@b.example"                                                      | 400    | invalid-request    | `reason` is missing
            admin        | "contact": "a@b.example", "reason": "bounce"                                         | 400    | invalid-request    | `contact` is not a contact URI
            admin        | "reason": "bounce"                                                                   | 400    | invalid-request    | `contact` is missing
            admin        | "contact": "mailto:a@b.example", "reason": "bounce", "note": " "                     | 400    | invalid-request    | `note` is empty
            admin        | "contact": "mailto:a@b.example", "reason": "bounce", "at": "2199-01-01T00:00:00Z"    | 400    | invalid-request    | `at` lies in the future
            admin        | "contact": "mailto:a@b.example", "reason": "bounce", "until": "2199-01-01T00:00:00Z" | 400    | invalid-request    | `until` is not a member
            """)
    void whatMayNotBeOrdered(String who, String members, int status, String problem, String detail) {
        var before = database.count("select count(*) from suppression");
        careless(who.equals(Caller.ADMIN) ? token(who) : senderToken(who))
                .body("{" + members + "}")
                .post("/v1/suppressions")
                .then()
                .statusCode(status)
                .body("type", is("/problems/" + problem), "detail", containsString(detail));
        assertEquals(before, database.count("select count(*) from suppression"));
    }

    @Test
    void whoMaySeeIt() {
        var ana = Acts.newcomer();
        var id = Suppressing.of("acme-mailer", ana);
        var path = "/v1/suppressions/" + id;
        caller("acme-mailer")
                .get(path)
                .then()
                .statusCode(200)
                .body("reason", is("bounce"), "note", is("550 no such user"), "by", nullValue());
        caller("acme-texter").get(path).then().statusCode(404);
        lookup("acme-texter", ana).then().statusCode(200).body("suppressions", empty());
        caller("compliance").get(path).then().statusCode(200).body("by.sender", is("acme-mailer"));
        lookup("compliance", ana).then().body("suppressions.id", contains(id));
        caller("compliance").get(path).then().body(not(containsString("test.example")));
        careless(token("admin")).get("/v1/suppressions/none").then().statusCode(404);
    }

    @Test
    void theSameKeyGetsTheSameReply() {
        var body = "{" + bounce(Acts.newcomer()) + "}";
        var key = UUID.randomUUID().toString();
        var first =
                caller("acme-mailer").header("Idempotency-Key", key).body(body).post("/v1/suppressions");
        first.then().statusCode(201);
        var again =
                caller("acme-mailer").header("Idempotency-Key", key).body(body).post("/v1/suppressions");
        again.then().statusCode(201);
        assertEquals(first.asString(), again.asString());
        caller("acme-mailer")
                .header("Idempotency-Key", key)
                .body("{" + bounce(Acts.newcomer()) + "}")
                .post("/v1/suppressions")
                .then()
                .statusCode(409);
    }

    @Test
    void theNewestComeFirstPartByPart() {
        var ordered = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            ordered.addFirst(
                    order("globex-mailer", "\"contact\": \"%s\", \"reason\": \"legal\"".formatted(Acts.newcomer()))
                            .path("id"));
        }
        var listed = new ArrayList<String>();
        var cursor = "";
        for (var part = 0; part < 3; part++) {
            var request = caller("globex-mailer").queryParam("reason", "legal").queryParam("limit", "2");
            if (!cursor.isEmpty()) request.queryParam("cursor", cursor);
            var reply = request.get("/v1/suppressions").then().statusCode(200).extract();
            listed.addAll(reply.path("suppressions.id"));
            cursor = reply.path("next");
        }
        assertEquals(ordered, listed.subList(0, 5));
        lift("globex-mailer", ordered.getFirst(), "mistake");
        caller("globex-mailer")
                .queryParam("reason", "legal")
                .queryParam("controller", "globex")
                .queryParam("limit", "1")
                .get("/v1/suppressions")
                .then()
                .body("suppressions.id", contains(ordered.get(1)));
        careless(token("admin")).get("/v1/suppressions?limit=0").then().statusCode(400);
        careless(token("admin")).get("/v1/suppressions?cursor=x").then().statusCode(400);
        careless(token("admin")).get("/v1/suppressions?reason=x").then().statusCode(400);
    }

    @Test
    void laterImportsCannotUndoIt() {
        var ana = Acts.newcomer();
        Suppressing.of("acme-mailer", ana);
        var row = "{\"contact\":\"%s\",\"controller\":\"acme\",\"topic\":\"offers\",\"channel\":\"email\",%s}\n";
        var file = row.formatted(ana, "\"at\":\"2024-01-01T00:00:00Z\"")
                + row.formatted(ana, "\"at\":\"%s\"".formatted(java.time.Instant.now()))
                + row.formatted(
                        ana, "\"at\":\"2024-02-01T00:00:00Z\",\"evidence\":{\"method\":\"form\",\"source\":\"fair\"}");
        for (var who : List.of("admin", "acme-mailer")) {
            var results = ImportAnswer.of(caller(who), "application/x-ndjson", "kind=grants", file);
            assertTrue(results.getLast().contains("\"rejected\":0"), results::toString);
        }
        assertEquals("deny suppressed", answer(ana));
    }

    private static String bounce(String contact) {
        return "\"contact\": \"%s\", \"reason\": \"bounce\", \"note\": \"550 no such user\"".formatted(contact);
    }

    private static List<String> standing(String who, String contact) {
        return lookup(who, contact).then().statusCode(200).extract().path("suppressions.id");
    }

    private List<String> told(String suppression) {
        return database
                .rows("select changes from outbox where changes like ? order by page_id", "%" + suppression + "%")
                .stream()
                .map(List::getFirst)
                .toList();
    }
}
