package dev.askfirst.console;

import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Staff file complaints, see what is due, and what they say they did is what is recorded. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ComplaintsPageTest {

    @Test
    void whatStaffDoIsRecorded() {
        var words = "At night <b>" + UUID.randomUUID();
        String id = sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"text\": \"%s\"}"
                        .formatted(Acts.newcomer(), words))
                .post("/v1/complaints")
                .path("id");
        var staff = Staff.signedIn("compliance");
        var path = "/console/complaints/" + id;
        staff.get("/console/complaints")
                .then()
                .body(containsString(words.replace("<b>", "&lt;b&gt;")), containsString(path));
        staff.post(path, Map.of("as", "maybe")).then().statusCode(400);
        staff.post(path, Map.of("as", "upheld")).then().statusCode(400);
        staff.post(path, Map.of("as", "acknowledged", "token", "0")).then().statusCode(403);
        staff.post(path, Map.of("as", "acknowledged"))
                .then()
                .statusCode(303)
                .header("Location", endsWith("done=acknowledged"));
        staff.get("/console/complaints?done=acknowledged")
                .then()
                .body(containsString("Recorded"), not(containsString(path)));
        staff.post(path, Map.of("as", "upheld", "answer", "Sorry", "note", "called back"))
                .then()
                .statusCode(303);
        staff.get("/console/complaints?all=true")
                .then()
                .body(containsString("They were right."), containsString("Sorry"));
        staff.post(path, Map.of("as", "rejected", "answer", "No")).then().statusCode(409);
        staff.get("/console/complaints/export?format=csv")
                .then()
                .statusCode(200)
                .body(containsString(id));
    }

    @Test
    void whatCameByLetterIsFiled() {
        var staff = Staff.signedIn("compliance");
        var words = UUID.randomUUID().toString();
        var from = Acts.newcomer().replace("mailto:", "");
        staff.post("/console/complaints", Map.of("contact", from, "controller", "acme", "text", words))
                .then()
                .statusCode(303)
                .header("Location", endsWith("done=filed"));
        staff.get("/console/complaints?all=true").then().body(containsString(words), containsString(from));
        for (var day :
                Map.of("2026-06-20", 303, "yesterday", 400, "2999-01-01", 400).entrySet()) {
            var typed = Map.of("contact", from, "controller", "acme", "text", words, "received", day.getKey());
            staff.post("/console/complaints", typed).then().statusCode(day.getValue());
        }
        staff.get("/console/complaints?all=true").then().body(containsString("Came 2026-06-20 00:00 UTC"));
        staff.post("/console/complaints", Map.of("contact", "nobody", "controller", "acme", "text", words))
                .then()
                .statusCode(400);
        staff.post("/console/complaints", Map.of("contact", from, "controller", "acme", "text", " "))
                .then()
                .statusCode(400);
    }
}
