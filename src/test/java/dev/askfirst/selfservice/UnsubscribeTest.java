package dev.askfirst.selfservice;

import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.selfservice.Permits.link;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-click unsubscribe as RFC 8058 has it, the way mail providers press it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class UnsubscribeTest {

    private static final String MULTIPART =
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-8"})
    void aPostWithThePairWithdraws(String mediaType) {
        var ana = permitted();
        press(link(ana, "/u/"), mediaType, "List-Unsubscribe=One-Click").then().statusCode(200);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void multipartIsReadToo() {
        var ana = permitted();
        press(link(ana, "/u/"), "multipart/form-data; boundary=x", MULTIPART)
                .then()
                .statusCode(200);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    /** As mail providers write it: names of headers and parameters in any case, with quotes or without, CRLF or LF. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/form-data; boundary=x           | --x~content-disposition: form-data; name=List-Unsubscribe~~One-Click~--x--~
            Multipart/Form-Data; Boundary="x"         | --x~Content-Disposition: form-data; name="List-Unsubscribe"~~One-Click~--x--~
            multipart/form-data; charset=utf-8; boundary="x y" | --x y~CONTENT-DISPOSITION:form-data;NAME="List-Unsubscribe"~~One-Click~--x y--~
            application/x-www-form-urlencoded         | List-Unsubscribe=x&List-Unsubscribe=One-Click
            Application/X-WWW-Form-Urlencoded         | List-Unsubscribe=One-Click&a=b
            """)
    void howeverItIsWrittenItIsRead(String mediaType, String body) {
        for (var end : List.of("\n", "\r\n")) {
            var ana = permitted();
            press(link(ana, "/u/"), mediaType, body.replace("~", end)).then().statusCode(200);
            assertEquals("deny consent_withdrawn", answer(ana));
        }
    }

    @Test
    void withoutAMediaTypeItIsAForm() throws Exception {
        var ana = permitted();
        var address = java.net.URI.create(io.restassured.RestAssured.baseURI + ":" + io.restassured.RestAssured.port
                + link(ana, "/u/").replaceFirst("^https?://[^/]+", ""));
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(address)
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"));
            var reply = http.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode(), reply::body);
        }
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    /** While a no can be undone, who says it again says it for themselves (docs/adr/0104); later it adds nothing. */
    @Test
    void pressingAgainIsHarmlessAndAddsNothingLater() throws SQLException {
        var ana = permitted();
        var link = link(ana, "/u/");
        clock.set(Instant.now().minus(Duration.ofMinutes(31)));
        press(link).then().statusCode(200);
        clock.reset();
        for (var time = 0; time < 3; time++) {
            press(link).then().statusCode(200);
            assertEquals("deny consent_withdrawn", answer(ana));
        }
        assertEquals(
                1,
                database.count(
                        "select count(*) from consent_event where kind = 'withdrawal' and person_id = ?",
                        Persons.idOf(ana)));
        var bea = permitted();
        var other = link(bea, "/u/");
        for (var time = 0; time < 3; time++) press(other).then().statusCode(200);
        assertEquals("deny consent_withdrawn", answer(bea));
    }

    @Test
    void lookingChangesNothing() {
        var ana = permitted();
        var link = link(ana, "/u/");
        for (var i = 0; i < 3; i++) {
            anybody().get(link).then().statusCode(200).contentType(containsString("text/html"));
            anybody().head(link).then().statusCode(200).body(emptyOrNullString());
        }
        assertEquals("permit", answer(ana));
    }

    /** Scanners do not post: somebody pressed a button of a sloppy mail program. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/x-www-form-urlencoded |
            application/x-www-form-urlencoded | List-Unsubscribe=
            application/x-www-form-urlencoded | list-unsubscribe=one-click
            application/x-www-form-urlencoded | unsubscribe=One-Click
            text/plain                        | List-Unsubscribe=One-Click
            application/json                  | {}
            multipart/form-data               | x
            """)
    void aPostIsAPressWhateverItHolds(String mediaType, String body) {
        var ana = permitted();
        press(link(ana, "/u/"), mediaType, body == null ? "" : body).then().statusCode(200);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void aPostOfNothingIsAPress() {
        var ana = permitted();
        anybody().post(link(ana, "/u/")).then().statusCode(200);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void thereIsNoCookieNoRedirectAndNothingToKeepOrPassOn() {
        for (var reply : new Response[] {press(link(permitted(), "/u/")), given().get(link(permitted(), "/u/"))}) {
            reply.then()
                    .statusCode(200)
                    .header("Set-Cookie", emptyOrNullString())
                    .header("Location", emptyOrNullString())
                    .header("Cache-Control", "no-store")
                    .header("Referrer-Policy", "no-referrer")
                    .header("Content-Security-Policy", containsString("default-src 'none'"));
        }
    }

    @Test
    void theLinkOfAMessageWorksYearsLater() {
        var ana = permitted();
        var link = link(ana, "/u/");
        clock.advance(Duration.ofDays(3 * 365));
        press(link).then().statusCode(200);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void itStopsWhatTheMessageWasAboutAndNothingElse() {
        var ana = permitted();
        Acts.grant(ana, "events");
        press(link(ana, "/u/"));
        assertEquals("deny consent_withdrawn", answer(ana));
        assertEquals("permit", Permits.outcome(ana, "events"));
        assertEquals("permit", Permits.outcome(ana, "offers.bags"));
    }

    @Test
    void itWorksForAMessageThatNeededNoConsentToSomeoneNobodyKnows() {
        var nobody = Acts.newcomer();
        var link = Permits.link(nobody, "orders", "/u/");
        press(link).then().statusCode(200);
        assertEquals("deny", Permits.outcome(nobody, "orders"));
    }

    @Test
    void thePageTellsWhatItDoesAndNothingOfThePerson() {
        var ana = permitted();
        var page = given().get(link(ana, "/u/")).then();
        page.body(containsString("<form")).body(not(containsString(ana.substring("mailto:".length()))));
        page.body(not(containsString("<script")));
    }

    private static String permitted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        return ana;
    }

    private static Response press(String link) {
        return press(link, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");
    }

    private static Response press(String link, String mediaType, String body) {
        return anybody()
                .redirects()
                .follow(false)
                .header("Content-Type", mediaType)
                .body(body)
                .post(link);
    }
}
