package dev.askfirst.decision;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much one sender asks, another's questions have their turn; and no sender asks more than was agreed. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "fairness"))
@Timeout(300)
class FairnessTest {

    @TestHTTPResource("/v1/decisions")
    URI decisions;

    @Test
    void underAFloodOfBatchesOfOneSenderAnothersQuestionsAreAnsweredInTheirTurn() {
        new Flood(decisions).assertAnotherHasTheirTurn(10);
    }

    @Test
    void whoAsksMoreThanWasAgreedIsToldWhenToAskAgain() {
        agree("{\"quota\": 3, \"window\": \"PT1H\"}");
        ask("agency").then().statusCode(200);
        batch(5).then().statusCode(200).body("decisions.outcome.size()", is(5));
        // What was too much is owed: three questions an hour are one in 1200 seconds, and three are wanting.
        for (var refused : new Response[] {ask("agency"), batch(1)}) {
            refused.then()
                    .statusCode(429)
                    .body("type", is("/problems/quota-exceeded"))
                    .header("RateLimit-Policy", "\"questions\";q=3;w=3600");
            var seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds > 4_700 && seconds <= 4_800, () -> "in " + seconds);
            assertEquals("\"questions\";r=0;t=" + seconds, refused.header("RateLimit"));
        }
        ask("acme-mailer").then().statusCode(200);
        assertEquals(2, count("over_rate"));
        agree("null");
        ask("agency").then().statusCode(200);
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        for (var rate : new String[] {
            "{}",
            "{\"quota\": 0, \"window\": \"PT1S\"}",
            "{\"quota\": 1}",
            "{\"quota\": 1, \"window\": \"PT0.5S\"}",
            "{\"quota\": 1, \"window\": \"P2D\"}"
        }) {
            put(rate).then().statusCode(400).body("errors[0].field", is("rate"));
        }
    }

    /** The rate is known once a question was decided by the catalog that has it. */
    private static void agree(String rate) {
        put(rate).then().statusCode(200);
        ask("acme-mailer").then().statusCode(200);
    }

    private static Response put(String rate) {
        return careless(token("admin")).body("""
                        {"name": "Agency", "controllers": ["acme", "globex"], "channels": ["email"], "rate": %s}""".formatted(rate)).put("/v1/catalog/senders/agency");
    }

    private static Response ask(String sender) {
        return sender(sender).body(Flood.question()).post("/v1/decisions");
    }

    private static Response batch(int questions) {
        return sender("agency").body(Flood.body(questions)).post("/v1/decisions/batch");
    }

    private static double count(String why) {
        return Scraped.now().sum("askfirst_questions_unanswered_total", "why=\"" + why + "\"");
    }
}
