package dev.askfirst.consent.api;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.consent.Suppressing.lift;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Suppressions are lifted by staff, with a reason, once. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SuppressionLiftTest {

    @Inject
    Database database;

    @Test
    void liftingNeedsAReasonAndIsRecordedAndHappensOnce() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Suppressing.of("acme-mailer", ana);
        var path = "/v1/suppressions/" + id;
        caller("acme-mailer").delete(path).then().statusCode(400).body("errors.field", contains("reason"));
        lift("acme-texter", id, "not mine").then().statusCode(404);
        lift("globex-mailer", id, "not mine").then().statusCode(404);
        assertEquals("deny suppressed", answer(ana));
        lift("acme-mailer", id, "she called")
                .then()
                .statusCode(200)
                .body("liftedAt", notNullValue(), "liftReason", is("she called"));
        assertEquals("permit", answer(ana));
        lift("acme-mailer", id, "again").then().statusCode(200).body("liftReason", is("she called"));
        assertEquals(1, database.count("select count(*) from suppression_lift where suppression_id = ?::uuid", id));
        assertNotEquals(id, Suppressing.of("acme-mailer", ana));
        assertEquals("deny suppressed", answer(ana));
    }

    @Test
    void anAdminLiftsAnyWithTheReasonInTheQueryToo() {
        var id = Suppressing.of("acme-mailer", Acts.newcomer());
        careless(token("admin"))
                .body("{\"reason\": \"both\"}")
                .delete("/v1/suppressions/" + id + "?reason=both")
                .then()
                .statusCode(400);
        caller("admin")
                .queryParam("reason", "court order ended")
                .delete("/v1/suppressions/" + id)
                .then()
                .statusCode(200)
                .body("liftReason", is("court order ended"), "by.sender", is("acme-mailer"));
        lift("admin", UUID.randomUUID().toString(), "none").then().statusCode(404);
    }
}
