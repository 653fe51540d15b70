package dev.askfirst.selfservice.session;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How people come to their page, and what nobody else can do in their name. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class VisitTest {

    private static final Map<String, String> EVERYTHING = Map.of("what", "everything");

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void theButtonOpensAVisitAndTheAddressIsClean() {
        var link = Permits.link(Visiting.somebody(), "/p/");
        anybody().get(link).then().statusCode(200).header("Set-Cookie", emptyOrNullString());
        var cookie = Visiting.press(link, Map.of("open", "yes"))
                .then()
                .statusCode(303)
                .header("Location", not(containsString("/p/")))
                .extract()
                .header("Set-Cookie");
        for (var part : List.of("HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=1800")) {
            assertTrue(cookie.toLowerCase().contains(part.toLowerCase()), cookie);
        }
    }

    @Test
    void aVisitIsOverAfterHalfAnHourAndWhenItIsLeft() {
        var visit = Visiting.byLink(Visiting.somebody());
        visit.get("/me").then().statusCode(200);
        clock.advance(Duration.ofMinutes(31));
        visit.get("/me").then().statusCode(303).header("Location", containsString("/enter"));
        clock.reset();
        var cookie = visit.cookie();
        visit.post("/me/leave", Map.of()).then().statusCode(200);
        Visiting.with(cookie).get("/me").then().statusCode(303);
    }

    @Test
    void theDatabaseHoldsNoSecretThatOpensAVisit() {
        var visit = Visiting.byLink(Visiting.somebody());
        var stored = database.rows("select encode(id_hash, 'hex'), encode(id_hash, 'base64') from page_session");
        assertTrue(stored.stream().noneMatch(row -> row.contains(visit.cookie())));
        stored.forEach(row -> Visiting.with(row.getFirst()).get("/me").then().statusCode(303));
    }

    @Test
    void withALinkAddressesAreMaskedAndOtherPagesTakeACode() {
        var ana = Visiting.somebody();
        var address = ana.substring("mailto:".length());
        var visit = Visiting.byLink(ana);
        visit.get("/me").then().statusCode(200).body(not(containsString(address)));
        for (var page : List.of("asked", "papers", "papers/everything", "papers/erase")) {
            visit.get("/me/" + page)
                    .then()
                    .statusCode(200)
                    .body(containsString("six-digit code"), not(containsString(address)));
        }
        visit.proven(database)
                .get("/me/papers/everything")
                .then()
                .statusCode(200)
                .body(containsString(address));
    }

    @Test
    void aVisitThatMayDoMoreIsAnotherOne() {
        var visit = Visiting.byLink(Visiting.somebody());
        var before = visit.cookie();
        visit.proven(database);
        assertNotEquals(before, visit.cookie());
        Visiting.with(before).get("/me").then().statusCode(303);
    }

    @Test
    void aPlantedSecretIsWorthNothing() {
        var planted = "A".repeat(43);
        var link = Permits.link(Visiting.somebody(), "/p/");
        var reply = anybody()
                .redirects()
                .follow(false)
                .cookie(Visiting.COOKIE, planted)
                .formParam("open", "yes")
                .post(link);
        assertNotEquals(planted, reply.cookie(Visiting.COOKIE));
        Visiting.with(planted).get("/me").then().statusCode(303);
        // Nor is a visit of the attacker's own, planted in the victim's browser.
        var own = Visiting.byLink(Visiting.somebody()).cookie();
        anybody()
                .redirects()
                .follow(false)
                .cookie(Visiting.COOKIE, own)
                .formParam("open", "yes")
                .post(link);
        Visiting.with(own).get("/me").then().statusCode(303);
    }

    @Test
    void whatAnotherSiteSendsIsNotDone() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var forged = anybody().redirects().follow(false).cookie(Visiting.COOKIE, visit.cookie());
        forged.formParams(EVERYTHING).post("/me/stop").then().statusCode(409);
        for (var header :
                List.of("Sec-Fetch-Site=cross-site", "Sec-Fetch-Site=same-site", "Origin=https://evil.example")) {
            anybody()
                    .cookie(Visiting.COOKIE, visit.cookie())
                    .header(header.split("=")[0], header.split("=")[1])
                    .formParams(EVERYTHING)
                    .formParam("token", visit.token())
                    .post("/me/stop")
                    .then()
                    .statusCode(409);
        }
        var other = Visiting.byLink(Visiting.somebody());
        anybody()
                .cookie(Visiting.COOKIE, visit.cookie())
                .formParams(EVERYTHING)
                .formParam("token", other.token())
                .post("/me/stop")
                .then()
                .statusCode(409);
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        visit.post("/me/stop", EVERYTHING).then().statusCode(303);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void tokensOfOtherKindsOpenNothing() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/code", Map.of("send", "yes"));
        var tokens = List.of(
                Permits.link(ana, "/p/").substring(3),
                Permits.link(ana, "/u/").substring(3),
                Visiting.letterLink(database).substring(3),
                visit.cookie(),
                visit.token());
        for (var kind : List.of("/p/", "/e/", "/c/")) {
            for (var i = 0; i < tokens.size(); i++) {
                if (kind.equals("/p/") && i == 0 || kind.equals("/e/") && i == 2) continue;
                Visiting.press(kind + tokens.get(i), Map.of("open", "yes", "answer", "yes"))
                        .then()
                        .statusCode(404)
                        .header("Set-Cookie", emptyOrNullString());
            }
        }
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void digitsAreGoodOnceForFiveTriesAndTenMinutes() {
        var visit = Visiting.byLink(Visiting.somebody());
        visit.post("/me/code", Map.of("send", "yes"));
        var digits = Visiting.digits(database);
        var wrong = digits.equals("000000") ? "000001" : "000000";
        for (var i = 0; i < 5; i++) type(visit, wrong).then().statusCode(200);
        type(visit, digits).then().statusCode(200).body(containsString("wrong or too old"));

        visit.post("/me/code", Map.of("send", "yes"));
        var late = Visiting.digits(database);
        clock.advance(Duration.ofMinutes(11));
        type(visit, late).then().statusCode(200).body(containsString("wrong or too old"));
        clock.reset();

        visit.post("/me/code", Map.of("send", "yes"));
        var good = Visiting.digits(database);
        var link = Visiting.letterLink(database);
        type(visit, good).then().statusCode(303);
        visit.looked();
        type(visit, good).then().statusCode(200).body(containsString("wrong or too old"));
        Visiting.press(link, Map.of("open", "yes")).then().statusCode(404);
        visit.post("/me/code", Map.of("send", "yes")).then().body(containsString("Enough codes"));
    }

    @Test
    void digitsOfOneVisitAreNothingInAnother() {
        var one = Visiting.byLink(Visiting.somebody());
        var other = Visiting.byLink(Visiting.somebody());
        one.post("/me/code", Map.of("send", "yes"));
        var digits = Visiting.digits(database);
        other.post("/me/code", Map.of("send", "yes"));
        type(other, digits).then().statusCode(200).body(containsString("wrong or too old"));
    }

    @Test
    void theLinkInALetterOpensOnceAndLookingDoesNotUseItUp() {
        var visit = Visiting.byLink(Visiting.somebody());
        visit.post("/me/code", Map.of("send", "yes"));
        var link = Visiting.letterLink(database);
        for (var i = 0; i < 3; i++) anybody().get(link).then().statusCode(200);
        Visiting.press(link, Map.of("open", "yes")).then().statusCode(303).header("Location", containsString("/me"));
        Visiting.press(link, Map.of("open", "yes")).then().statusCode(404);
    }

    /** A page of somebody else's could have a browser visit as a person of its choice. */
    @Test
    void noOtherSiteOpensAVisit() {
        var link = Permits.link(Visiting.somebody(), "/p/");
        for (var site : List.of("cross-site", "same-site")) {
            var reply = anybody()
                    .header("Sec-Fetch-Site", site)
                    .formParam("open", "yes")
                    .post(link);
            reply.then().statusCode(200);
            assertNull(reply.cookie(Visiting.COOKIE));
        }
    }

    static io.restassured.response.Response enter(String contact) {
        return Visiting.press("/enter", Map.of("address", contact.substring("mailto:".length())));
    }

    private static io.restassured.response.Response type(Visiting visit, String digits) {
        return visit.post("/me/code", Map.of("code", digits, "pending", "/me"));
    }
}
