package dev.askfirst.selfservice;

import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.selfservice.Permits.link;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class PersonPageTest {

    @Test
    void thePageSaysWhoWroteAboutWhatAndShowsAHuman() {
        var ana = permitted();
        anybody()
                .get(link(ana, "/p/"))
                .then()
                .statusCode(200)
                .body(containsString("Acme Shoes"), containsString("people@acme.example"), containsString("Shoes"))
                .body(not(containsString(ana.substring("mailto:".length()))));
        assertEquals("permit", answer(ana));
    }

    @ParameterizedTest
    @CsvSource({
        "topic,      deny consent_withdrawn,          permit",
        "controller, deny objected consent_withdrawn, deny",
        "everything, deny objected consent_withdrawn, deny"
    })
    void aButtonStopsWhatItSays(String button, String aboutShoes, String aboutEvents) {
        var ana = permitted();
        press(link(ana, "/p/"), button).then().statusCode(200).body(containsString("Stopped"));
        assertEquals(aboutShoes, answer(ana));
        assertEquals(aboutEvents, Permits.outcome(ana, "events"));
        assertEquals("permit", Permits.outcome(ana, "orders"));
    }

    @Test
    void aLinkOfAnotherKindOrNobodysOpensNothing() {
        var ana = permitted();
        var oneClick = link(ana, "/u/").replace("/u/", "/p/");
        anybody().get(oneClick).then().statusCode(404).body(containsString("link"));
        anybody().get("/p/" + "A".repeat(106)).then().statusCode(404);
        press("/p/" + "A".repeat(106), "everything").then().statusCode(404);
        assertEquals("permit", answer(ana));
    }

    @Test
    void anUnknownButtonIsRefused() {
        press(link(permitted(), "/p/"), "nothing").then().statusCode(400);
    }

    private static String permitted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.grant(ana, "events");
        return ana;
    }

    private static Response press(String link, String button) {
        return anybody()
                .contentType("application/x-www-form-urlencoded")
                .body("stop=" + button)
                .post(link);
    }
}
