package dev.askfirst.console;

import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staff see who waits for a human, and what they answer is what is recorded. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RequestsPageTest {

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void acmeAnswers() {
        Answering.on(catalog);
    }

    @AfterEach
    void nobodyAnswers() {
        catalog.again();
    }

    @Test
    void whatStaffAnswerIsRecorded() {
        var words = "Where is it? <b>" + UUID.randomUUID();
        String id = sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"text\": \"%s\"}"
                        .formatted(Acts.newcomer(), words))
                .post("/v1/human-requests")
                .path("id");
        var staff = Staff.signedIn("compliance");
        var path = "/console/requests/" + id;
        staff.get("/console/requests?all=true")
                .then()
                .body(containsString(words.replace("<b>", "&lt;b&gt;")), containsString(path));
        staff.post(path, Map.of("text", "It left today")).then().statusCode(400);
        staff.post(path, Map.of("by", "Kim")).then().statusCode(400);
        staff.post(path, Map.of("text", "It left today", "by", "Kim", "token", "0"))
                .then()
                .statusCode(403);
        staff.post(path, Map.of("text", "It left today", "by", "Kim"))
                .then()
                .statusCode(303)
                .header("Location", endsWith("done=true"));
        staff.get("/console/requests?done=true").then().body(containsString("Recorded"), not(containsString(path)));
        staff.get("/console/requests?all=true")
                .then()
                .body(containsString("Answer of Kim"), containsString("It left today"));
        staff.post(path, Map.of("text", "Once more", "by", "Kim")).then().statusCode(409);
    }
}
