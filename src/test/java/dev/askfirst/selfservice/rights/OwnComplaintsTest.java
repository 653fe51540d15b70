package dev.askfirst.selfservice.rights;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A person complains on their own page, and sees there what is on record about it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnComplaintsTest {

    private static final String NIGHT = "You wrote to me at night";
    private static final String ANSWER = """
            {"as": "upheld", "answer": "It will not happen again", "by": "Kim"}""";

    @Inject
    Database database;

    @Test
    void aPersonComplainsOnTheirPageAndSeesHowFarItIs() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.get("/me/complaints").then().body(containsString("six-digit"));
        visit.proven(database);
        visit.get("/me/papers").then().body(containsString("/me/complaints"));
        var words = "At night! <b>" + UUID.randomUUID();
        visit.get("/me/complaints").then().statusCode(200).body(containsString("Acme Shoes"));
        visit.post("/me/complaints", Map.of("controller", "acme", "text", words))
                .then()
                .statusCode(303);
        var id = database.value("select max(id::text) from complaint where by ->> 'role' = 'person'")
                .orElseThrow();
        visit.get("/me/complaints")
                .then()
                .body(containsString(words.replace("<b>", "&lt;b&gt;")), containsString("has to confirm by"));
        step(id, "acknowledge", "{\"by\": \"Kim\"}").then().statusCode(200).body("contact", is(ana));
        visit.get("/me/complaints").then().body(containsString("The company confirmed on"));
        step(id, "resolve", ANSWER).then().statusCode(200);
        visit.get("/me/complaints")
                .then()
                .body(containsString("you were right"), containsString("It will not happen again"));
        Visiting.byLink(Visiting.somebody())
                .proven(database)
                .get("/me/complaints")
                .then()
                .body(not(containsString("It will not happen again")));
    }

    /** Thirty days in the United Kingdom: the page names the last of them. */
    @Test
    void thePageNamesTheLastDayOnWhichItIsNotTooLate() {
        var ana = Acts.newcomer();
        sender("acme-mailer").body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "country": "GB",
                 "timeZone": "Europe/London", "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(ana)).post("/v1/grants").then().statusCode(201);
        var visit = Visiting.byLink(ana).proven(database);
        visit.get("/me/complaints");
        visit.post("/me/complaints", Map.of("controller", "acme", "text", NIGHT))
                .then()
                .statusCode(303);
        var last = LocalDate.now(ZoneId.of("Europe/London")).plusDays(30);
        var words = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).format(last);
        visit.get("/me/complaints").then().body(containsString("has to confirm by " + words));
    }

    @Test
    void aPageThatIsNotFilledInSaysSoAndKeepsWhatWasTyped() {
        var visit = Visiting.byLink(Visiting.somebody()).proven(database);
        visit.get("/me/complaints");
        for (var text : List.of("", "   ", "x".repeat(10_001)))
            visit.post("/me/complaints", Map.of("controller", "acme", "text", text))
                    .then()
                    .statusCode(400)
                    .body(containsString("aria-invalid"));
        visit.post("/me/complaints", Map.of("controller", "globex", "text", NIGHT))
                .then()
                .statusCode(400);
        visit.post("/me/complaints", Map.of("controller", "acme", "text", NIGHT, "token", "0"))
                .then()
                .statusCode(409);
    }

    private static Response step(String id, String step, String body) {
        return staff(Caller.COMPLIANCE).body(body).post("/v1/complaints/" + id + "/" + step);
    }
}
