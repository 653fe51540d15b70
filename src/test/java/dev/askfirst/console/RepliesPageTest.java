package dev.askfirst.console;

import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Staff see replies that may be a no, and what they find is what is recorded. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RepliesPageTest {

    @Test
    void whatStaffFindIsRecordedAndTheReplyIsGone() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var words = "How do I stop these messages? <b>" + UUID.randomUUID();
        var id = unclear(ana, words);
        var staff = Staff.signedIn("compliance");
        staff.get("/console/replies")
                .then()
                .statusCode(200)
                .body(containsString(words.replace("<b>", "&lt;b&gt;")), containsString("/console/replies/" + id));
        staff.post("/console/replies/" + id, Map.of("as", "maybe")).then().statusCode(400);
        staff.post("/console/replies/" + id, Map.of("as", "stop", "note", "called back"))
                .then()
                .statusCode(303)
                .header("Location", endsWith("/console/replies?done=stop"));
        Assertions.assertEquals("deny consent_withdrawn", Questions.answer(ana));
        staff.get("/console/replies?done=stop").then().body(containsString("Recorded"), not(containsString(id)));
        staff.post("/console/replies/" + id, Map.of("as", "none")).then().statusCode(409);
    }

    @Test
    void aFormThatIsNotFromHereDoesNothing() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = unclear(ana, "Is this spam?");
        Staff.signedIn("compliance")
                .post("/console/replies/" + id, Map.of("as", "stop", "token", "0"))
                .then()
                .statusCode(403);
        Assertions.assertEquals("permit", Questions.answer(ana));
    }

    private static String unclear(String from, String text) {
        return sender("acme-mailer")
                .body("{\"from\": \"%s\", \"channel\": \"email\", \"controller\": \"acme\", \"text\": \"%s\"}"
                        .formatted(from, text))
                .post("/v1/replies")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }
}
