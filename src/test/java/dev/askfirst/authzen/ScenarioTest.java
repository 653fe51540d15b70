package dev.askfirst.authzen;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.isA;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requests of the AuthZEN certification scenario, levels Basic Core, Batch Core and Discovery, in its order. Its users are
 * senders here, its records contacts, its actions channels; {@link #ours} puts in these names, and the topic, without which
 * there is no question. Everything else is sent as the scenario has it.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ScenarioTest {

    @Inject
    DemoCatalog catalog;

    /** Alice may read and write, Bob may read; both records have said yes. */
    @BeforeEach
    void fixture() {
        for (var action : List.of("read", "write")) {
            put("channels/" + action, "{\"name\": \"%s\", \"schemes\": [\"ext\"]}".formatted(action));
        }
        put("senders/alice", "{\"name\": \"Alice\", \"controllers\": [\"acme\"], \"channels\": [\"read\", \"write\"]}");
        put("senders/bob", "{\"name\": \"Bob\", \"controllers\": [\"acme\"], \"channels\": [\"read\"]}");
        for (var record : List.of("record-1", "record-2")) {
            for (var action : List.of("read", "write")) grant(record, action);
        }
    }

    @AfterEach
    void theCatalogIsAsBefore() {
        catalog.again();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # section | what                      | path        | request | decisions
            2.2.1 | a permit                      | evaluation  | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}} | true
            1.4   | rule 2                        | evaluation  | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "write"}, "resource": {"type": "record", "id": "record-1"}} | true
            1.4   | rule 3                        | evaluation  | {"subject": {"type": "user", "id": "bob"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}} | true
            2.2.2 | a deny                        | evaluation  | {"subject": {"type": "user", "id": "bob"}, "action": {"name": "write"}, "resource": {"type": "record", "id": "record-1"}} | false
            2.2.3 | with a context                | evaluation  | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}, "context": {"time": "2025-06-27T18:03-07:00", "ip": "192.168.1.1"}} | true
            2.2.8 | more properties               | evaluation  | {"subject": {"type": "user", "id": "alice", "properties": {"department": "Sales", "role": "manager"}}, "action": {"name": "read", "properties": {"method": "GET"}}, "resource": {"type": "record", "id": "record-1", "properties": {"status": "active", "owner": "bob"}}} | true
            2.2.9 | unknown members               | evaluation  | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}, "foo": "bar", "futureField": {"nested": true}} | true
            3.2.1 | several                       | evaluations | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "evaluations": [{"resource": {"type": "record", "id": "record-1"}}, {"resource": {"type": "record", "id": "record-2"}}]} | true true
            3.2.2 | decisions in order            | evaluations | {"subject": {"type": "user", "id": "bob"}, "resource": {"type": "record", "id": "record-1"}, "evaluations": [{"action": {"name": "read"}}, {"action": {"name": "write"}}]} | true false
            3.2.5 | no defaults                   | evaluations | {"evaluations": [{"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}}, {"subject": {"type": "user", "id": "bob"}, "action": {"name": "write"}, "resource": {"type": "record", "id": "record-1"}}]} | true false
            3.2.6 | the context is inherited      | evaluations | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "context": {"time": "2025-06-27T18:03-07:00"}, "evaluations": [{"resource": {"type": "record", "id": "record-1"}}, {"resource": {"type": "record", "id": "record-2"}, "context": {"time": "2025-06-27T19:00-07:00", "source": "batch-override"}}]} | true true
            3.4.1 | an item lacks its resource    | evaluations | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "options": {"evaluations_semantic": "execute_all"}, "evaluations": [{"resource": {"type": "record", "id": "record-1"}}, {}]} | true false
            3.4.2 | no list                       | evaluations | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}} | true
            3.4.3 | an empty list                 | evaluations | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}, "evaluations": []} | true
            """)
    void isDecidedAsTheScenarioSays(String section, String what, String path, String request, String decisions) {
        var body = ours(Json.stored(request));
        // The harness sends the same again and again, and wants the same decision.
        for (var i = 0; i < 3; i++) {
            var reply = sender(caller(body)).body(body.toString()).post("/access/v1/" + path);
            reply.then().statusCode(200).contentType("application/json");
            assertEquals(decisions, decisions(reply));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2.4.1 | no subject         | {"action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}}
            2.4.1 | no action          | {"subject": {"type": "user", "id": "alice"}, "resource": {"type": "record", "id": "record-1"}}
            2.4.1 | no resource        | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}}
            2.4.2 | no subject.type    | {"subject": {"id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}}
            2.4.2 | no subject.id      | {"subject": {"type": "user"}, "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}}
            2.4.2 | no action.name     | {"subject": {"type": "user", "id": "alice"}, "action": {}, "resource": {"type": "record", "id": "record-1"}}
            2.4.2 | no resource.type   | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"id": "record-1"}}
            2.4.2 | no resource.id     | {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"}, "resource": {"type": "record"}}
            2.4.4 | no JSON            | {"subject": {"type": "user"
            2.4.5 | nothing            | ``
            2.4.6 | a subject of text  | {"subject": "alice", "action": {"name": "read"}, "resource": {"type": "record", "id": "record-1"}}
            2.4.6 | a name of a number | {"subject": {"type": "user", "id": "alice"}, "action": {"name": 123}, "resource": {"type": "record", "id": "record-1"}}
            """)
    void isABadRequest(String section, String what, String request) {
        for (var path : List.of("evaluation", "evaluations")) {
            careless(senderToken("alice"))
                    .header("X-Request-ID", "bfe9eb29")
                    .body(request)
                    .post("/access/v1/" + path)
                    .then()
                    .statusCode(400)
                    .contentType("text/plain")
                    .header("X-Request-ID", "bfe9eb29");
        }
    }

    @Test
    void anotherMediaTypeIsABadRequest() {
        careless(senderToken("alice"))
                .contentType("text/plain")
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(400)
                .contentType("text/plain")
                .body(is("`Content-Type` is not `application/json`"));
    }

    @Test
    void aReplyNamesTheRequestAsItsCallerDidOrElseAsWeDo() {
        var request = ours(Json.stored("""
                {"subject": {"type": "user", "id": "alice"}, "action": {"name": "read"},
                 "resource": {"type": "record", "id": "record-1"}}""")).toString();
        sender("alice")
                .header("X-Request-ID", "any string: ü \t é!")
                .body(request)
                .post(Evaluating.ONE)
                .then()
                .statusCode(200)
                .header("X-Request-ID", startsWith("any string: "));
        sender("alice")
                .body(request)
                .post(Evaluating.ONE)
                .then()
                .statusCode(200)
                .header("X-Request-ID", matchesPattern("[0-9a-f]{16}"));
    }

    @Test
    void theMetadataSaysWhereToAsk() {
        var reply = Api.anybody().get("/.well-known/authzen-configuration");
        var base = reply.then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", startsWith("public"))
                .extract()
                .<String>path("policy_decision_point");
        assertEquals(base + "/access/v1/evaluation", reply.path("access_evaluation_endpoint"));
        assertEquals(base + "/access/v1/evaluations", reply.path("access_evaluations_endpoint"));
        reply.then()
                .body("supported_obligations", everyItem(isA(String.class)))
                .body("keySet()", not(everyItem(startsWith("search"))))
                .body("search_subject_endpoint", nullValue(), "capabilities", nullValue());
    }

    private static String decisions(Response reply) {
        var body = Json.stored(reply.asString());
        if (!body.has("evaluations")) return body.get("decision").asText();
        var decisions = new ArrayList<String>();
        body.get("evaluations").forEach(it -> decisions.add(it.get("decision").asText()));
        return String.join(" ", decisions);
    }

    /** The names that the scenario leaves to its implementer. */
    private static JsonNode ours(JsonNode request) {
        if (request instanceof ArrayNode all) all.forEach(ScenarioTest::ours);
        if (!(request instanceof ObjectNode object)) return request;
        if (object.get("subject") instanceof ObjectNode subject) subject.put("type", "sender");
        if (object.get("resource") instanceof ObjectNode resource) {
            resource.put("type", "contact").put("id", contact(resource.get("id").asText()));
            resource.withObjectProperty("properties").put("topic", "offers");
        }
        if (object.has("evaluations")) ours(object.get("evaluations"));
        return object;
    }

    private static String caller(JsonNode request) {
        var first =
                request.has("subject") ? request : request.get("evaluations").get(0);
        return first.get("subject").get("id").asText();
    }

    private static String contact(String record) {
        return "ext:records/" + record;
    }

    private static void grant(String record, String channel) {
        sender("alice")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "%s",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact(record), channel))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static void put(String part, String body) {
        staff("admin").body(body).put("/v1/catalog/" + part).then().statusCode(anyOf201());
    }

    private static org.hamcrest.Matcher<Integer> anyOf201() {
        return org.hamcrest.Matchers.oneOf(200, 201);
    }
}
