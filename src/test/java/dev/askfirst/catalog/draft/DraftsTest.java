package dev.askfirst.catalog.draft;

import static dev.askfirst.catalog.draft.Admins.BEA;
import static dev.askfirst.catalog.draft.Admins.CEM;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the catalog asks for two pairs of eyes, nobody changes it alone; and what two people looked at is what comes into force. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DraftsTest {

    private static final String FREE =
            "{\"id\": \"offers.shoes\", \"purpose\": \"marketing\", \"name\": \"Shoes\", \"needsConsent\": false}";

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    Checking checking;

    @AfterEach
    void theDemoAgain() {
        Admins.second(false);
        catalog.again();
    }

    @Test
    void whereOneIsEnoughAnAdminMayPutTheirOwnDraftInForce() {
        var ana = Acts.newcomer();
        var draft = Admins.made(BEA, "topics", FREE);
        assertEquals("deny consent_unknown", answer(ana), "nothing is in force yet");
        Admins.get(draft)
                .then()
                .body("state", is("waiting"), "needsTwo", is(false), "changes.key", contains("offers.shoes"));
        Admins.approve(BEA, draft).then().statusCode(200).body("state", is("published"), "version", is((int)
                version()));
        assertEquals("permit", answer(ana));
        newest().body("entries[0].entry.by.subject", is(BEA), "entries[0].entry.approved", nullValue());
    }

    @Test
    void aChangeNeedsAnotherAdminAndItsEntryNamesBoth() {
        Admins.second(true);
        var ana = Acts.newcomer();
        var before = version();
        var put = put(BEA, FREE);
        put.then()
                .statusCode(202)
                .header("Location", startsWith("/v1/catalog/drafts/"))
                .header("ETag", nullValue());
        var draft = put.<String>path("draft");
        assertEquals(before, version());
        assertEquals("deny consent_unknown", answer(ana));
        assertEquals(draft, put(BEA, FREE).<String>path("draft"), "the same again is the same draft");
        Admins.approve(BEA, draft).then().statusCode(403).body("detail", containsString("another admin"));
        assertEquals(before, version());
        Admins.approve(CEM, draft).then().statusCode(200).body("state", is("published"), "settledBy.subject", is(CEM));
        assertEquals(before + 1, version());
        assertEquals("permit", answer(ana));
        newest().body(
                        "entries[0].entry.by.subject", is(BEA),
                        "entries[0].entry.approved.subject", is(CEM),
                        "entries[0].entry.secondAdmin", is(true));
        checking.assertWhole();
    }

    @Test
    void itIsSwitchedOnAndOffByTwoAlone() {
        var on = Admins.make(BEA, "{\"secondAdmin\": true}").<String>path("id");
        Admins.approve(BEA, on).then().statusCode(403);
        assertFalse(Admins.needed());
        Admins.approve(CEM, on).then().statusCode(200);
        assertTrue(Admins.needed());
        var off = Admins.make(BEA, "{\"secondAdmin\": false}").<String>path("id");
        Admins.approve(BEA, off).then().statusCode(403);
        assertTrue(Admins.needed());
        Admins.approve(CEM, off).then().statusCode(200);
        assertFalse(Admins.needed());
    }

    /** A release brings rows of law: its operator is one of the two. */
    @Test
    void theOperatorChangesNothingAloneEither() {
        Admins.second(true);
        var before = version();
        catalog.replace(catalog.document().withLaws(List.of()));
        assertEquals(before, version());
        var draft = staff(Caller.COMPLIANCE).get("/v1/catalog/drafts?state=waiting");
        draft.then().body("drafts[0].by.subject", is("operator"));
        Admins.approve(BEA, draft.path("drafts[0].id")).then().statusCode(200).body("settledBy.subject", is(BEA));
        assertEquals(before + 1, version());
    }

    @Test
    void aDraftThatIsStaleIsRefusedAndRebased() {
        Admins.second(true);
        var draft = put(BEA, FREE).<String>path("draft");
        var other = Admins.made(BEA, "purposes", "{\"id\": \"other\", \"name\": \"Other\"}");
        Admins.approve(CEM, other).then().statusCode(200);
        Admins.get(draft).then().body("stale", is(true));
        Admins.approve(CEM, draft).then().statusCode(409).body("detail", containsString("rebase the draft"));
        var rebased = Admins.rebase(CEM, draft);
        rebased.then()
                .statusCode(201)
                .body("by.subject", is(CEM), "stale", is(false), "changes.key", contains("offers.shoes"));
        Admins.get(draft).then().body("state", is("rebased"), "rebasedAs", is(rebased.<String>path("id")));
        Admins.rebase(CEM, draft).then().statusCode(409);
        Admins.approve(CEM, rebased.path("id")).then().statusCode(403);
        Admins.approve(BEA, rebased.path("id")).then().statusCode(200);
        staff(Caller.COMPLIANCE).get("/v1/catalog/purposes/other").then().statusCode(200);
        staff(Caller.COMPLIANCE).get("/v1/catalog/topics/offers.shoes").then().body("needsConsent", is(false));
    }

    @Test
    void whatOthersChangedMeanwhileIsNotOverwritten() {
        var draft = Admins.made(BEA, "topics", FREE);
        put(CEM, FREE.replace("Shoes", "Boots")).then().statusCode(200);
        Admins.rebase(BEA, draft).then().statusCode(409).body("detail", containsString("topics offers.shoes"));
        Admins.get(draft).then().body("state", is("waiting"));
        var same = Admins.made(BEA, "purposes", "{\"id\": \"twice\", \"name\": \"Twice\"}");
        staff(Caller.ADMIN)
                .body("{\"name\": \"Twice\"}")
                .put("/v1/catalog/purposes/twice")
                .then()
                .statusCode(201);
        Admins.rebase(BEA, same).then().statusCode(409).body("detail", containsString("all of this by now"));
    }

    @Test
    void whoeverRefusesSaysWhyAndItsAuthorWithdrawsIt() {
        var draft = Admins.made(BEA, "topics", FREE);
        Admins.refuse(CEM, draft, "{}").then().statusCode(400).body("errors[0].field", is("reason"));
        Admins.refuse(CEM, draft, "{\"reason\": \"Not without counsel.\"}")
                .then()
                .statusCode(200)
                .body("state", is("refused"), "reason", is("Not without counsel."));
        Admins.approve(CEM, draft).then().statusCode(409);
        Admins.refuse(CEM, draft, "{\"reason\": \"Again.\"}").then().statusCode(409);
        var own = Admins.made(BEA, "topics", FREE);
        Admins.refuse(BEA, own, "{}").then().statusCode(200).body("state", is("withdrawn"));
        staff(Caller.ADMIN).get("/v1/catalog/topics/offers.shoes").then().body("needsConsent", is(true));
    }

    @Test
    void twoWhoApproveAtOnceMakeOneVersion() {
        Admins.second(true);
        var draft = put(BEA, FREE).<String>path("draft");
        var before = version();
        var all = Stream.of(CEM, "dia", "eli")
                .map(who -> CompletableFuture.supplyAsync(
                        () -> Admins.approve(who, draft).statusCode()))
                .toList();
        var statuses = all.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(List.of(200, 409, 409), statuses);
        assertEquals(before + 1, version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | 400 | parts
            {"parts": [{"kind": "nonsense", "part": {"id": "a"}}]}          | 400 | parts.0.kind
            {"parts": [{"kind": "topics"}]}                                 | 400 | parts.0.part
            {"parts": [{"kind": "topics", "part": {"id": "a b"}}]}          | 400 | parts.0.part.id
            {"parts": [{"kind": "topics", "part": {"id": "a", "x": 1}}]}    | 400 | parts.0.part.x
            {"base": 999999, "secondAdmin": true}                           | 412 |
            {"note": "\\u202e", "secondAdmin": true}                        | 400 | note
            """)
    void nonsenseIsRefusedAndNamed(String body, int status, String field) {
        var reply = careless(token(Caller.ADMIN)).body(body).post("/v1/catalog/drafts");
        reply.then().statusCode(status);
        if (field != null) reply.then().body("errors[0].field", is(field));
    }

    @Test
    void whatIsNotThereIsNotFoundAndComplianceOnlyLooks() {
        Admins.get(UUID.randomUUID().toString()).then().statusCode(404);
        Admins.approve(BEA, UUID.randomUUID().toString()).then().statusCode(404);
        var draft = Admins.made(BEA, "topics", FREE);
        careless(token(Caller.COMPLIANCE))
                .post("/v1/catalog/drafts/" + draft + "/approval")
                .then()
                .statusCode(403);
        Admins.get(draft).then().body("state", is("waiting"), "note", not("x"));
        careless(token(Caller.ADMIN))
                .get("/v1/catalog/drafts?state=lost")
                .then()
                .statusCode(400);
    }

    private static Response put(String who, String topic) {
        return staff(Caller.ADMIN, who).body(topic).put("/v1/catalog/topics/offers.shoes");
    }

    private static io.restassured.response.ValidatableResponse newest() {
        return staff(Caller.COMPLIANCE)
                .get("/v1/audit/entries?kind=catalog&limit=1")
                .then();
    }

    private long version() {
        return database.count("select max(version) from catalog_snapshot");
    }
}
