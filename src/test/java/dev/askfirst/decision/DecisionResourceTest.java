package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class DecisionResourceTest {

    @Test
    void aPersonWhoNeverSaidAnythingIsNotMessaged() {
        ask("acme-mailer", """
                {"to": "mailto:nobody@test.example", "channel": "email", "topic": "offers"}""")
                .then()
                .statusCode(200)
                .body("outcome", is("deny"), "reasons.code", contains("consent_unknown"), "id", notNullValue());
    }

    @Test
    void aGrantPermitsAndAWithdrawalEndsIt() {
        var question = """
                {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers.shoes"}""";
        sender("acme-mailer")
                .body("""
                {"contact": "mailto:ana@test.example", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""")
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .body("state", is("given"));
        ask("acme-mailer", question).then().statusCode(200).body("outcome", is("permit"));
        sender("acme-mailer")
                .body("""
                {"contact": "mailto:ana@test.example", "controller": "acme", "topic": "offers", "channel": "email",
                 "evidence": {"method": "page"}}""")
                .post("/v1/withdrawals")
                .then()
                .statusCode(201)
                .body("state", is("withdrawn"));
        ask("acme-mailer", question).then().body("outcome", is("deny"), "reasons.code", contains("consent_withdrawn"));
    }
}
