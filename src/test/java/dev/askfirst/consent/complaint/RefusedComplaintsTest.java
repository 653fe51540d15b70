package dev.askfirst.consent.complaint;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no complaint, and what answers none, is refused. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RefusedComplaintsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"  \"}",
                "{\"contact\": \"a@test.example\", \"controller\": \"acme\", \"text\": \"x\"}",
                "{\"contact\": \"mailto:a@test.example\", \"text\": \"x\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": 7}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"x\", \"receivedAt\": \"2999-01-01T00:00:00Z\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"x\", \"receivedAt\": \"1970-01-01T00:00:00Z\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"x\", \"receivedAt\": \"noon\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"x\", \"due\": \"tomorrow\"}"
            })
    void whatIsNoComplaintIsRefused(String body) {
        careless(senderToken("acme-mailer"))
                .body(body)
                .post("/v1/complaints")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"as\": \"upheld\", \"by\": \"I\"}",
                "{\"as\": \"perhaps\", \"by\": \"I\", \"answer\": \"x\"}",
                "{\"as\": \"upheld\", \"by\": \" \", \"answer\": \"x\"}",
                "{\"as\": \"upheld\", \"by\": \"I\", \"answer\": \"\"}",
                "{\"by\": \"I\", \"answer\": \"x\"}",
                "[]"
            })
    void whatIsNoAnswerIsRefused(String body) {
        String id = sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"text\": \"x\"}".formatted(Acts.newcomer()))
                .post("/v1/complaints")
                .path("id");
        var caller = careless(senderToken("acme-mailer"));
        caller.body(body).post("/v1/complaints/" + id + "/resolve").then().statusCode(400);
        careless(senderToken("acme-mailer"))
                .body("{\"by\": 1}")
                .post("/v1/complaints/" + id + "/acknowledge")
                .then()
                .statusCode(400);
        careless(senderToken("acme-mailer")).get("/v1/complaints?due=no").then().statusCode(400);
    }
}
