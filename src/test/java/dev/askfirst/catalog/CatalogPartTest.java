package dev.askfirst.catalog;

import static dev.askfirst.catalog.PartCalls.etag;
import static dev.askfirst.catalog.PartCalls.get;
import static dev.askfirst.catalog.PartCalls.id;
import static dev.askfirst.catalog.PartCalls.nameless;
import static dev.askfirst.catalog.PartCalls.part;
import static dev.askfirst.catalog.PartCalls.put;
import static dev.askfirst.catalog.PartCalls.read;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of the catalog, read and put one by one. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CatalogPartTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @Test
    void aSchemeThatThereIsNotIsRefused() {
        careless(token("admin"))
                .contentType("application/json")
                .body("{\"name\":\"Fax\",\"schemes\":[\"mailtoo\"]}")
                .put("/v1/catalog/channels/fax")
                .then()
                .statusCode(400)
                .body("errors[0].field", containsString("schemes"), "errors[0].message", containsString("mailtoo"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            controllers/initech | {"name":"Initech","contact":"tel:+442079460123","language":"en"}                           | name
            senders/spam        | {"name":"Spam","controllers":["acme"],"channels":["email"]}                                | name
            channels/fax        | {"name":"Fax","schemes":["tel"]}                                                           | name
            purposes/research   | {"name":"Research"}                                                                        | name
            topics/polls        | {"name":"Polls","purpose":"marketing","needsConsent":true,"minimumEvidence":"full"}        | name
            bases/visit         | {"basis":"implied","kind":"visit","lasts":"P3M","source":"https://laws.example/visit"}     | jurisdiction
            retention/polls     | {"topic":"events","keeps":"P1Y","from":"end","source":"https://laws.example/polls"}        | basis
            """)
    void aPartIsAddedOnceAndThenChanged(String path, String body, String member) {
        var before = version();
        put(path, body).then().statusCode(201).header("ETag", etag(before + 1)).body("id", is(id(path)));
        put(path, body).then().statusCode(200).header("ETag", etag(before + 1));
        assertEquals(before + 1, version(), "the same again changes nothing");
        var value = member.equals("basis") ? "contract" : "Other";
        var changed = read(body).put(member, value).toString();
        put(path, changed)
                .then()
                .statusCode(200)
                .header("ETag", etag(before + 2))
                .body(member, is(value));
        get(path).then().statusCode(200).header("ETag", etag(before + 2)).body(member, is(value));
        staff("compliance").get("/v1/catalog").then().body(path.split("/")[0] + ".id", hasItem(id(path)));
    }

    @Test
    void aChangeIsAnEntryAndASnapshotByWhoeverMadeIt() {
        put("purposes/research", "{\"name\": \"Research\"}").then().statusCode(201);
        var recorded = database.rows("""
                select by->>'role', by->>'subject', encode(hash, 'hex'), encode(sha256(document::bytea), 'hex'), p.n
                from catalog_snapshot s join page p using (page_id) order by s.version desc limit 1""").getFirst();
        assertEquals("admin", recorded.get(0));
        assertEquals(recorded.get(2), recorded.get(3));
        assertEquals("1", recorded.get(4));
        assertEquals(
                1, database.count("select count(*) from catalog_item where kind = 'purposes' and id = 'research'"));
    }

    @Test
    void aChangeIsInForceAtTheNextQuestion() {
        var ana = Acts.newcomer();
        assertEquals("deny consent_unknown", Questions.answer(ana));
        put("topics/offers.shoes", "{\"purpose\": \"marketing\", \"name\": \"Shoes\"}")
                .then()
                .statusCode(200);
        assertEquals("permit", Questions.answer(ana));
    }

    @Test
    void aPutPartKeepsItsPlace() {
        put("controllers/acme", "{\"name\":\"Acme\",\"contact\":\"mailto:a@acme.example\",\"language\":\"de\"}");
        staff("admin").get("/v1/catalog").then().body("controllers.id", contains("acme", "globex"));
    }

    @Test
    void whatIsLeftOutIsEmptyAndNotAsItWas() {
        put("senders/acme-mailer", "{\"name\":\"Mailer\",\"controllers\":[\"acme\"],\"channels\":[\"email\"]}")
                .then()
                .statusCode(200)
                .body("mayBeCritical", is(false), "channels", contains("email"));
    }

    static Stream<Named<JsonNode>> refused() throws IOException {
        return CatalogCheckTest.refused()
                .filter(it -> id(it).filter(id -> id.matches("[a-z-]+")).isPresent());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aPartThatWouldBreakTheCatalogIsRefusedWithTheMembersThatAreWrong(JsonNode refused) {
        var before = version();
        var part = part(refused);
        var path = part.getKey() + "/" + part.getValue().get("id").textValue();
        var wrong = StreamSupport.stream(refused.get("wrong").spliterator(), false)
                .map(it -> it.textValue().replaceFirst("^" + path.replace('/', '.') + "\\.", ""))
                .toList();
        ValidatableResponse reply = careless(token("admin"))
                .body(part.getValue().toString())
                .put("/v1/catalog/" + path)
                .then();
        reply.statusCode(400).body("type", is("/problems/invalid-request"));
        assertEquals(
                wrong,
                reply.extract().jsonPath().getList("errors").stream()
                        .map(Json.MAPPER::<JsonNode>valueToTree)
                        .map(it -> it.get("field").textValue() + " "
                                + it.get("message").textValue())
                        .toList());
        assertEquals(before, version());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            topics/polls  | ``                                                  | body
            topics/polls  | null                                                | body
            topics/polls  | []                                                  | body
            topics/polls  | "polls"                                             | body
            topics/polls  | {"id":"surveys","name":"P","purpose":"marketing"}   | id
            topics/polls  | {"id":7,"name":"P","purpose":"marketing"}           | id
            topics/polls  | {"name":"P","purpose":"marketing","colour":"red"}   | colour
            topics/polls  | {"name":7,"purpose":"marketing"}                    | name
            topics/polls  | {"name":"P","purpose":"marketing","needsConsent":1} | needsConsent
            topics/polls  | {"name":"P\\u0000","purpose":"marketing"}           | name
            topics/polls  | {"name":"P","purpose":"marketing","names":[]}       | names
            topics/polls  | {"name":"P","purpose":"marketing","names":{"de":7}} | names.de
            topics/polls  | {"name":"P","purpose":"marketing","names":{"de":null}} | names.de
            topics/polls  | {"name":"P","purpose":"marketing","names":{"de":"U","de":"V"}} | body
            topics/Polls! | {"name":"P","purpose":"marketing"}                  | id
            bases/visit   | {"basis":"implied","kind":"v","lasts":"P2X"}        | lasts
            senders/spam  | {"name":"S","controllers":[null],"channels":[]}     | controllers.0
            """)
    void aBodyThatIsNoneIsRefused(String path, String body, String field) {
        careless(token("admin"))
                .body(body)
                .put("/v1/catalog/" + path)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void aPartOfMegabytesIsTooLarge() {
        careless(token("admin"))
                .body("{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}")
                .put("/v1/catalog/purposes/research")
                .then()
                .statusCode(413);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        get("topics/nothing").then().statusCode(404);
        get("notices/nothing").then().statusCode(404);
        staff("admin")
                .get("/v1/catalog/notices/acme-marketing?version=7")
                .then()
                .statusCode(404);
        careless(token("admin"))
                .get("/v1/catalog/notices/acme-marketing?version=x")
                .then()
                .statusCode(400);
        careless(token("admin")).get("/v1/catalog/laws/fr").then().statusCode(404);
        careless(token("admin")).delete("/v1/catalog/topics/offers").then().statusCode(405);
    }

    @Test
    void aSenderSeesWhatConcernsItOneByOneToo() {
        sender("acme-dialler").get("/v1/catalog/controllers/acme").then().statusCode(200);
        sender("acme-dialler").get("/v1/catalog/controllers/globex").then().statusCode(404);
        sender("acme-dialler").get("/v1/catalog/channels/email").then().statusCode(404);
        sender("acme-dialler").get("/v1/catalog/senders/agency").then().statusCode(404);
        sender("acme-dialler")
                .get("/v1/catalog/notices/globex-marketing")
                .then()
                .statusCode(404);
        sender("acme-dialler").get("/v1/catalog/bases/casl-inquiry").then().statusCode(200);
    }

    @Test
    void rulesOnTopicsOfOthersDoNotConcernASender() {
        put("senders/poller", "{\"name\":\"P\",\"controllers\":[\"acme\"],\"channels\":[],\"topics\":[\"events\"]}")
                .then()
                .statusCode(201);
        sender("poller")
                .get("/v1/catalog")
                .then()
                .statusCode(200)
                .body("topics.id", contains("events"), "retention.id", contains("de-uwg-7a", "de-claims"));
    }

    @Test
    void aChangeThatNamesAnotherVersionIsRefused() {
        var at = version();
        var body = "{\"name\": \"Research\"}";
        for (var tag : new String[] {etag(at - 1), "W/" + etag(at), Long.toString(at), "\"\"", "x"}) {
            staff("admin")
                    .header("If-Match", tag)
                    .body(body)
                    .put("/v1/catalog/purposes/research")
                    .then()
                    .statusCode(412)
                    .body("type", is("/problems/precondition-failed"));
        }
        assertEquals(at, version());
        staff("admin")
                .header("If-Match", "\"0\", " + etag(at))
                .body(body)
                .put("/v1/catalog/purposes/research")
                .then()
                .statusCode(201);
        staff("admin")
                .header("If-Match", "*")
                .body(body)
                .put("/v1/catalog/purposes/research")
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasBrokenBeforeDoesNotStandInTheWay() {
        // A catalog from before a check was there: its topic has no name.
        catalog.writtenElsewhere(catalog.document()
                .withTopics(catalog.document().topics().stream()
                        .map(topic -> topic.id().equals("events") ? nameless(topic) : topic)
                        .toList()));
        get("topics/events").then().body("name", is(""));
        put("purposes/research", "{\"name\": \"Research\"}").then().statusCode(201);
        put("topics/events", "{\"purpose\": \"marketing\", \"name\": \" \"}")
                .then()
                .statusCode(200);
        put("topics/offers", "{\"purpose\": \"marketing\", \"name\": \" \"}")
                .then()
                .statusCode(400);
    }

    private long version() {
        return database.count("select max(version) from catalog_snapshot");
    }
}
