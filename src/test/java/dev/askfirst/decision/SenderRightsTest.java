package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the catalog says of a sender besides what it may ask about: whether it may be critical, and whether it is in force. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SenderRightsTest {

    private static final String CRITICAL = """
            {"to": "%s", "channel": "email", "topic": "security", "message": {"critical": true}}""";
    private static final String MAILER = """
            {"name": "Mailer", "controllers": ["acme"], "channels": ["email", "push"], "enforcement": "%s"}""";

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @AfterEach
    void theCatalogIsAsBefore() {
        catalog.again();
    }

    @Test
    void whatIsCriticalIsCountedOnceItIsRecorded() {
        var before = counted("permit");
        ask("acme-mailer", CRITICAL.formatted(Acts.newcomer())).then().body("outcome", is("permit"));
        assertEquals(before + 1, counted("permit"));
        ask("agency", """
                {"to": "%s", "channel": "email", "topic": "security", "controller": "acme",
                 "message": {"critical": true}}""".formatted(Acts.newcomer())).then().body("outcome", is("permit"));
        ask("acme-mailer", about(Acts.newcomer(), "\"message\": {\"critical\": true}"));
        assertEquals(before + 1, counted("permit"), "only where sender and topic may");
    }

    @Test
    void theRecordTellsWhatWasSaidToBeCritical() {
        var id = ask("acme-mailer", CRITICAL.formatted(Acts.newcomer()))
                .jsonPath()
                .getString("id");
        staff("compliance").get("/v1/decisions/" + id).then().body("message.critical", is(true));
    }

    @Test
    void aSenderInShadowIsAnsweredAndMarkedAndRecorded() {
        staff("admin")
                .body(MAILER.formatted("shadow"))
                .put("/v1/catalog/senders/acme-mailer")
                .then()
                .statusCode(200);
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var reply = ask("acme-mailer", about(ana)).then().body("outcome", is("permit"), "shadow", is(true));
        String id = reply.extract().path("id");
        sender("acme-mailer").get("/v1/decisions/" + id).then().body("shadow", is(true), "mode", is("shadow"));
        assertEquals(
                List.of(List.of("shadow")),
                database.rows("select mode from decision where id = ?", UUID.fromString(id)));
        ask("acme-mailer", about(Acts.newcomer())).then().body("outcome", is("deny"), "shadow", is(true));
        ask("acme-mailer", about(ana, "\"mode\": \"check\"")).then().body("shadow", nullValue());
    }

    @Test
    void aSenderInForceIsNotMarked() {
        ask("acme-mailer", about(Acts.newcomer())).then().body("shadow", nullValue());
        staff("admin")
                .body(MAILER.formatted("enforce"))
                .put("/v1/catalog/senders/acme-mailer")
                .then()
                .statusCode(200)
                .body("enforcement", is("enforce"));
    }

    @Test
    void nobodyAsksForAnAnswerInShadow() {
        careless(senderToken("acme-mailer"))
                .body(about(Acts.newcomer(), "\"mode\": \"shadow\""))
                .post("/v1/decisions")
                .then()
                .statusCode(400);
    }

    private static double counted(String outcome) {
        var start = "askfirst_critical_decisions_total{outcome=\"" + outcome + "\"} ";
        return RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .findFirst()
                .orElse(0);
    }
}
