package dev.askfirst.outbound.webhook;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class WebhookResourceTest {

    private static final String BODY = """
            {"url": "https://hooks.test.example/in", "types": ["consent.withdrawn", "suppression.added"], "active": false}""";

    @Inject
    Database database;

    private final String id = "hook-" + UUID.randomUUID();
    private final String path = "/v1/webhooks/" + id;

    @AfterEach
    void remove() {
        for (var owner : new String[] {"acme-mailer", "agency"}) sender(owner).delete(path);
        staff("admin").delete(path);
    }

    @Test
    void theSecretIsShownOnceAndKeptWrapped() {
        var made = sender("acme-mailer").body(BODY).put(path).then().statusCode(201);
        var secret = made.body("secret", startsWith("whsec_")).extract().<String>path("secret");
        sender("acme-mailer").get(path).then().statusCode(200).body("secret", nullValue(), "active", is(false));
        sender("acme-mailer").body(BODY).put(path).then().statusCode(200).body("secret", nullValue());
        var kept = database.value("select encode(secret, 'hex') from webhook where name = ?", id)
                .orElseThrow();
        var key = HexFormat.of().formatHex(WebhookSecret.parse(secret).key());
        assertFalse(kept.contains(key));
        assertFalse(kept.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void whatCannotBeAnIdIsNobodys() {
        for (var wrong : new String[] {"a%00b", "A", "a%20b"}) {
            var caller = careless(senderToken("acme-mailer")).urlEncodingEnabled(false);
            caller.get("/v1/webhooks/" + wrong).then().statusCode(404);
            caller.delete("/v1/webhooks/" + wrong).then().statusCode(404);
            caller.post("/v1/webhooks/" + wrong + "/rotate").then().statusCode(404);
        }
    }

    @Test
    void whatIsPutIsWhatIsThere() {
        sender("acme-mailer").body(BODY).put(path).then().statusCode(201);
        sender("acme-mailer")
                .body("""
                        {"url": "https://hooks.test.example/other"}""")
                .put(path)
                .then()
                .statusCode(200)
                .body("url", is("https://hooks.test.example/other"), "types", nullValue(), "active", is(true));
        sender("acme-mailer")
                .get("/v1/webhooks")
                .then()
                .statusCode(200)
                .body("webhooks.id", contains(id), "webhooks[0].createdAt", notNullValue());
        sender("acme-mailer").delete(path).then().statusCode(204);
        sender("acme-mailer").get(path).then().statusCode(404);
        sender("acme-mailer").delete(path).then().statusCode(404);
        assertEquals(0, database.count("select count(*) from webhook where name = ?", id));
        assertEquals(
                0,
                database.count(
                        "select count(*) from webhook_progress where webhook_id not in (select webhook_id from webhook)"));
    }

    @Test
    void nobodySeesAnothersWebhooks() {
        sender("acme-mailer").body(BODY).put(path).then().statusCode(201);
        for (var other : new String[] {senderToken("agency"), Api.token("admin")}) {
            careless(other).get(path).then().statusCode(404);
            careless(other).delete(path).then().statusCode(404);
            careless(other).post(path + "/rotate").then().statusCode(404);
            careless(other).get("/v1/webhooks").then().statusCode(200).body(not(containsString(id)));
        }
        // The same id is free for others.
        sender("agency").body(BODY).put(path).then().statusCode(201);
        staff("admin").body(BODY).put(path).then().statusCode(201);
        sender("acme-mailer").get(path).then().statusCode(200);
    }

    @Test
    void whoIsNotInTheCatalogHasNoWebhooks() {
        careless(senderToken("stranger")).body(BODY).put(path).then().statusCode(403);
        careless(senderToken("stranger")).get("/v1/changes").then().statusCode(403);
    }

    @Test
    void aNewSecretComesWithATimeUntilWhichTheOldOneSignsToo() {
        var old = sender("acme-mailer").body(BODY).put(path).path("secret");
        sender("acme-mailer")
                .post(path + "/rotate")
                .then()
                .statusCode(200)
                .body("secret", startsWith("whsec_"), "secret", not(is(old)), "oldSecretUntil", notNullValue());
        sender("acme-mailer").get(path).then().body("secret", nullValue(), "oldSecretUntil", notNullValue());
    }

    @Test
    void thereAreNotEndlesslyMany() {
        for (var i = 0; i < 20; i++) sender("globex-mailer").body(BODY).put("/v1/webhooks/many-" + i);
        sender("globex-mailer")
                .body(BODY)
                .put("/v1/webhooks/many-20")
                .then()
                .statusCode(400)
                .body("detail", containsString("20"));
        for (var i = 0; i < 20; i++)
            sender("globex-mailer").delete("/v1/webhooks/many-" + i).then().statusCode(204);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                   | url
            {"url": 5}                                                           | url
            {"url": ""}                                                          | url
            {"url": "not a url"}                                                 | url
            {"url": "http://hooks.test.example/"}                                | url
            {"url": "https://10.0.0.1/"}                                         | url
            {"url": "https://169.254.169.254/latest/meta-data"}                  | url
            {"url": "https://h.example/", "types": []}                           | types
            {"url": "https://h.example/", "types": "consent.granted"}            | types
            {"url": "https://h.example/", "types": ["consent.maybe"]}            | types.0
            {"url": "https://h.example/", "types": ["person.erased", null]}      | types.1
            {"url": "https://h.example/", "types": ["person.erased", "person.erased"]} | types
            {"url": "https://h.example/", "active": "yes"}                       | active
            {"url": "https://h.example/", "secret": "whsec_AAAA"}                | secret
            """)
    void aBodyThatIsWrongSaysWhere(String body, String field) {
        careless(senderToken("acme-mailer"))
                .body(body)
                .put(path)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
        assertEquals(0, database.count("select count(*) from webhook where name = ?", id));
    }

    @Test
    void anIdIsOneOfTheCatalogsForm() {
        careless(senderToken("acme-mailer"))
                .body(BODY)
                .put("/v1/webhooks/Not%20An%20Id")
                .then()
                .statusCode(400)
                .body("errors.field", contains("id"));
    }
}
