package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class BatchTest {

    @Inject
    Database database;

    @Test
    void answersStandInTheOrderOfTheQuestionsAndAWrongOneStopsNothing() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var reply = careless(senderToken("acme-mailer"))
                .body(batch(
                        about(ana),
                        about("not an address"),
                        about(Acts.newcomer()),
                        about("tel:+33639980000"),
                        about(ana, "\"controller\": \"globex\""),
                        about(ana, "\"colour\": {\"deep\": [1, {}]}"),
                        "3",
                        "[{}]",
                        about(ana, "\"mode\": [\"reserve\"]"),
                        about(ana)))
                .post("/v1/decisions/batch");
        reply.then().statusCode(200).body("decisions", hasSize(10));
        assertEquals("permit 400 deny 422 403 400 400 400 400 permit", outcomes(reply));
    }

    @Test
    void aThousandAreAnsweredAndOneMoreIsRefused() {
        var contacts = IntStream.range(0, 1000).mapToObj(_ -> Acts.newcomer()).toList();
        var reply = sender("acme-mailer")
                .body(batch(contacts.stream().map(Questions::about).toArray(String[]::new)))
                .post("/v1/decisions/batch");
        reply.then().statusCode(200).body("decisions", hasSize(1000));
        assertEquals(1000, new HashSet<>(reply.jsonPath().getList("decisions.id")).size());
        var many = Stream.concat(contacts.stream(), Stream.of(Acts.newcomer()));
        careless(senderToken("acme-mailer"))
                .body(batch(many.map(Questions::about).toArray(String[]::new)))
                .post("/v1/decisions/batch")
                .then()
                .statusCode(400)
                .body("errors.field", contains("questions"));
    }

    @Test
    void aKeyAsksOnceWhateverTheBatch() {
        var ana = Acts.newcomer();
        var key = "\"key\": \"" + UUID.randomUUID() + "\"";
        var first = sender("acme-mailer")
                .body(batch(about(ana, key), about(ana, key)))
                .post("/v1/decisions/batch");
        var id = first.jsonPath().getString("decisions[0].id");
        first.then().body("decisions[1].id", is(id));
        var again = sender("acme-mailer")
                .body(batch(about(Acts.newcomer(), key), about(ana, key), about(ana)))
                .post("/v1/decisions/batch");
        assertEquals("409 deny deny", outcomes(again));
        again.then().body("decisions[1].id", is(id));
        assertNotEquals(id, again.jsonPath().getString("decisions[2].id"));
        assertEquals(1, database.count("select count(*) from decision where id = ?", UUID.fromString(id)));
    }

    @Test
    void nothingIsAskedByAnEmptyBatch() {
        for (var body : new String[] {"{}", "{\"questions\": []}", "{\"questions\": {}}", "{\"questions\": [{]}"}) {
            careless(senderToken("acme-mailer"))
                    .body(body)
                    .post("/v1/decisions/batch")
                    .then()
                    .statusCode(400);
        }
    }

    private static String batch(String... questions) {
        return "{\"questions\": [" + String.join(",", questions) + "]}";
    }

    private static String outcomes(Response reply) {
        var items = reply.jsonPath().<java.util.Map<String, Object>>getList("decisions");
        return items.stream()
                .map(item -> item.get("error") instanceof java.util.Map<?, ?> error
                        ? error.get("status")
                        : item.get("outcome"))
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }
}
