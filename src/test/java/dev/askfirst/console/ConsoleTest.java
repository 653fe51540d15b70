package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.deputy.Named;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come to the console, what they see there, and that seeing it is on record. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ConsoleTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void present() {
        clock.reset();
    }

    @Test
    void whoMayActForAPersonStandsOnTheirPageButNotForStaffWhoAreLimited() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Persons.idOf(ana);
        var page = "/console/people/" + id;
        var staff = Staff.signedIn("compliance");
        staff.get(page).then().statusCode(200).body(not(containsString("Who may act for them")));
        var rosa = Named.by(id, "no", "hours");
        var ends = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        Named.put(id, rosa, ", \"until\": \"" + ends + "\", \"contact\": \"tel:+4915100000000\"", "no", "see")
                .then()
                .statusCode(201);
        Api.person(id).delete("/v1/persons/" + id + "/deputies/" + Named.by(id, "hours"));
        String act =
                Api.person(id).get("/v1/persons/" + id + "/deputies/" + rosa).path("act");
        var seen = staff.get(page + "?sort=deputies.state");
        seen.then()
                .statusCode(200)
                .body(
                        containsString("<a href=\"/console/entries/" + act + "\"><bdi>Rosa Lind</bdi></a>"),
                        containsString("tel:+4915100000000"),
                        containsString("<td>family</td><td>say no, see what holds</td><td>may act</td>"),
                        containsString("<td>" + Moments.said(ends) + "</td>"),
                        not(containsString("/d/")));
        assertTrue(seen.asString().indexOf("<td>ended</td>") < seen.asString().indexOf("<td>may act</td>"));
        staff.get("/console/entries/" + act).then().statusCode(200).body(containsString("deputy_named"));
        Staff.with(Api.limitedToken("compliance", "acme"))
                .get(page)
                .then()
                .statusCode(200)
                .body(not(containsString("Who may act for them")), not(containsString("Rosa Lind")));
    }

    @Test
    void onlyStaffAreLetIn() {
        for (var token :
                List.of("", "nonsense", Api.senderToken("acme-mailer"), Api.personToken(java.util.UUID.randomUUID())))
            assertEquals(403, Staff.enter(token).statusCode());
        for (var role : List.of("compliance", "admin"))
            assertEquals(303, Staff.enter(Api.token(role)).statusCode());
        given().redirects()
                .follow(false)
                .get("/console")
                .then()
                .statusCode(303)
                .header("Location", containsString("/console/enter"));
        given().redirects()
                .follow(false)
                .cookie(Staff.COOKIE, "A".repeat(43))
                .get("/console")
                .then()
                .statusCode(303);
    }

    @Test
    void aTokenInAHeaderIsNoCookieAndTheCookieIsNoToken() {
        given().redirects()
                .follow(false)
                .auth()
                .oauth2(Api.token("compliance"))
                .get("/console")
                .then()
                .statusCode(303);
        var staff = Staff.signedIn("compliance");
        for (var path : List.of("/v1/audit/entries", "/v1/catalog", "/v1/consents/expiring"))
            assertEquals(401, staff.get(path).statusCode(), path);
    }

    @Test
    void theCookieIsForThisBrowserAloneAndEndsWithTheSession() {
        var reply = Staff.enter(Api.token("compliance"));
        var cookie = reply.getDetailedCookie(Staff.COOKIE);
        assertTrue(cookie.isHttpOnly());
        assertTrue(cookie.isSecured());
        assertEquals("Strict", cookie.getSameSite());
        var staff = Staff.signedIn("compliance");
        staff.get("/console").then().statusCode(200);
        assertEquals(
                0,
                database.count(
                        "select count(*) from console_session where encode(id_hash, 'escape') like ?",
                        "%" + staff.secret() + "%"));
        clock.advance(Duration.ofHours(9));
        staff.get("/console").then().statusCode(303);
        clock.reset();
        staff.post("/console/leave", Map.of()).then().statusCode(303);
        staff.get("/console").then().statusCode(303);
    }

    @Test
    void formsOfOtherSitesAreNotHeard() {
        var staff = Staff.signedIn("compliance");
        staff.post("/console/leave", Map.of("token", "0".repeat(64))).then().statusCode(403);
        given().redirects()
                .follow(false)
                .cookie(Staff.COOKIE, staff.secret())
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded")
                .formParam("token", "0".repeat(64))
                .post("/console/leave")
                .then()
                .statusCode(403);
        staff.get("/console").then().statusCode(200);
    }

    @Test
    void everyPageKeepsToItsPolicy() {
        var staff = Staff.signedIn("compliance");
        for (var path : List.of("/console", "/console/entries", "/console/enter")) {
            staff.get(path)
                    .then()
                    .statusCode(200)
                    .header("Content-Security-Policy", containsString("script-src 'self'"))
                    .header("Content-Security-Policy", not(containsString("unsafe")))
                    .header("Cache-Control", is("no-store"));
            assertFalse(staff.get(path).asString().matches("(?s).*(<script>| style=| onclick=).*"), path);
        }
    }

    @Test
    void theOverviewCountsWhatWasAnswered() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana));
        Acts.object(ana);
        ask("acme-mailer", about(ana));
        var page = Staff.signedIn("compliance").get("/console/overview?days=7").asString();
        for (var text : List.of("acme-mailer", "objected", "offers.shoes", "permit", "Last checkpoint"))
            assertTrue(page.contains(text), text);
    }

    @Test
    void searchingFindsWhatTheFormAsksFor() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        String asked = ask("acme-mailer", about(ana)).path("id");
        var staff = Staff.signedIn("compliance");
        staff.get("/console/entries?kind=decision&from=&to=&outcome=permit&reason=&sender=&topic=&channel=&person="
                        + id)
                .then()
                .statusCode(200)
                .body(containsString("/console/entries/" + asked));
        assertEquals(1, database.count("select count(*) from access where person_id = ? and what = 'entries'", id));
        staff.get("/console/entries?from=2026-02-02&to=2026-01-01")
                .then()
                .statusCode(200)
                .body(containsString("is not after"));
        staff.get("/console/entries?cursor=%3Cscript%3E&kind=%22%3E%3Cimg%3E")
                .then()
                .body(not(containsString("<script>")), not(containsString("<img")));
    }

    @Test
    void anEntryShowsTheWholeWhyAndLookingIsRecorded() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        Acts.object(ana);
        String asked = ask("acme-mailer", about(ana)).path("id");
        var staff = Staff.signedIn("compliance");
        var page = staff.get("/console/entries/" + asked)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        for (var text :
                List.of("objected", "withdrawal", "grant", "same", "offers.shoes", "acme-mailer", "The question"))
            assertTrue(page.contains(text), text);
        assertEquals(1, database.count("select count(*) from access where person_id = ? and what = 'decision'", id));
        Await.until(
                "it is sealed",
                Duration.ofSeconds(60),
                () -> staff.get("/console/entries/" + asked + "/proof").statusCode() == 200);
        staff.get("/console/entries/" + asked + "/proof").then().body(containsString("c2sp.org/tlog-proof@v1"));
        staff.get("/console/entries/1").then().statusCode(200).body(containsString("catalog"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "01a202b2-c57b-774b-9a55-0a4c7c1d2e3f", "999999999999", "%3Cscript%3E"})
    void whatIsNotThereIsSaidOnAPage(String id) {
        Staff.signedIn("compliance")
                .get("/console/entries/" + id)
                .then()
                .statusCode(404)
                .body(containsString("there is no entry with this id"));
    }

    @Test
    void adminsSeeTheCatalogAndNotTheRecord() {
        var admin = Staff.signedIn("admin");
        for (var path : List.of("/console/entries", "/console/people"))
            assertEquals(403, admin.get(path).statusCode(), path);
    }

    @Test
    void theWayBackFromTheProviderIsOpenToNobodyWhoWasNotSent() {
        for (var query : List.of("", "?code=a", "?code=a&state=b")) {
            var reply = given().cookie("askfirst-console-sign-in", "c.d").get("/console/back" + query);
            assertEquals(400, reply.statusCode());
            assertEquals(null, reply.cookie(Staff.COOKIE));
        }
        assertEquals(404, given().get("/console/sign-in").statusCode(), "none is set up in the tests");
    }
}
