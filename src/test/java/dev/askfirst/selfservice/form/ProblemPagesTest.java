package dev.askfirst.selfservice.form;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.selfservice.Browsing;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is told to people on a page in their language, and to programs as a problem. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProblemPagesTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int connections;

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "ar"})
    void whoIsOnHoldReadsThatTheyCannotBeErasedForNow(String language) {
        var why = Texts.of("datarights", language).text("held");
        var button = Texts.of("datarights", language).text("eraseNow");
        var ana = Browsing.somebody(language);
        var person = Persons.idOf(ana);
        var visit = Visiting.byLink(ana).proven(database);
        visit.get("/me/papers/erase").then().statusCode(200).body(containsString(button));
        Persons.hold(person, "court file 117");
        held(visit.get("/me/papers/erase"), 200, language, why, button);
        held(visit.post("/me/papers/erase", Map.of("sure", "yes")), 409, language, why, button);
        Api.staff("admin").get("/v1/persons/" + person).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /me/nothing    | en | /me
            /me/stop       | fr | /me
            /e/nothing/x   | de | /enter
            /u/nothing/x   | ar | /enter
            /enter/nothing | es | /enter
            """)
    void whatIsNotThereIsSaidSo(String path, String language, String back) {
        var title = text(language, "failedMissingTitle");
        var status = path.equals("/me/stop") ? 405 : 404;
        page(browser(language).get(path).then(), status, language)
                .body(containsString(title), containsString("href=\"" + back + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void whatNoPageOfOursSendsIsNotUnderstood(String language) {
        var unchanged = text(language, "failedUnchanged");
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        page(pressed(visit, language, "everything-and-more").then(), 400, language)
                .body(containsString(unchanged), not(containsString("everything-and-more")));
        page(pressed(visit, language, "x".repeat(97 * 1024)).then(), 413, language)
                .body(containsString(unchanged));
        page(
                browser(language)
                        .contentType("text/plain")
                        .body("x")
                        .post("/me/stop")
                        .then(),
                415,
                language);
    }

    @Test
    void whenNothingCanBeReadItIsOurFaultAndTheRestIsNotSure() throws SQLException {
        var visit = Visiting.byLink(Visiting.somebody());
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size() < connections) taken.add(dataSource.getConnection());
            page(
                            browser("de")
                                    .cookie(Visiting.COOKIE, visit.cookie())
                                    .get("/me")
                                    .then(),
                            503,
                            "de")
                    .header("Retry-After", "1")
                    .body(containsString(text("de", "failedOursText")), containsString(text("de", "failedUnchanged")));
            page(pressed(visit, "de", "everything").then(), 503, "de")
                    .body(
                            containsString(text("de", "failedUnsure")),
                            not(containsString(text("de", "failedUnchanged"))));
        } finally {
            for (var connection : taken) connection.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", ""})
    void programsGetTheProblemAsItIs(String accept) {
        var program = given();
        if (!accept.isEmpty()) program.header("Accept", accept);
        program.get("/me/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", is("/problems/not-found"));
    }

    /** However it fails: who came with a browser reads a page, and a program gets what it can read. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /u           |             | 404
            GET    | /p/          |             | 404
            GET    | /c           |             | 404
            GET    | /e           |             | 404
            GET    | /men         |             | 404
            GET    | /nothing/at/all |          | 404
            GET    | /problems/none |           | 404
            PUT    | /u/nothing   | text/plain  | 405
            DELETE | /p/nothing   |             | 405
            POST   | /c/nothing   | text/plain  | 415
            POST   | /p/nothing   | application/json | 415
            POST   | /enter       | text/plain  | 415
            POST   | /me          | text/plain  | 405
            """)
    void everyPublicPathAnswersABrowserWithAPage(String method, String path, String mediaType, int status) {
        var browser = browser("fr");
        if (mediaType != null) browser.contentType(mediaType).body("x");
        page(browser.request(method, path).then(), status, "fr");
        var program = given().header("Accept", "*/*");
        if (mediaType != null) program.contentType(mediaType).body("x");
        program.request(method, path).then().statusCode(status).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/u/nothing", "/p/nothing", "/c/nothing", "/enter"})
    void aFormThatIsFarTooLongIsAnsweredWithAPage(String path) {
        page(
                browser("de")
                        .formParam("x", "y".repeat(3 * 1024 * 1024))
                        .post(path)
                        .then(),
                413,
                "de");
        given().formParam("x", "y".repeat(3 * 1024 * 1024))
                .post(path)
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void whoPressesOneClickWhenNothingCanBeRecordedIsToldSo() throws SQLException {
        var link = Permits.link(Visiting.somebody(), "/u/");
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size() < connections) taken.add(dataSource.getConnection());
            page(
                            browser("de")
                                    .formParam("List-Unsubscribe", "One-Click")
                                    .post(link)
                                    .then(),
                            503,
                            "de")
                    .body(containsString(text("de", "failedUnsure")));
            given().formParam("List-Unsubscribe", "One-Click")
                    .post(link)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1");
        } finally {
            for (var connection : taken) connection.close();
        }
    }

    @Test
    void onThePathsOfProgramsEverybodyGetsTheProblem() {
        for (var path : List.of("/v1/nothing", "/looks/acme/nothing.png", "/log/nothing")) {
            browser("fr").get(path).then().statusCode(404).contentType("application/problem+json");
        }
    }

    private static String text(String language, String key) {
        return Texts.of("page", language).text(key);
    }

    private static Response pressed(Visiting visit, String language, String what) {
        return browser(language)
                .cookie(Visiting.COOKIE, visit.cookie())
                .formParams(Map.of("what", what, "token", visit.token()))
                .post("/me/stop");
    }

    private static RequestSpecification browser(String language) {
        return given().header("Accept", BROWSER).header("Accept-Language", language + ",en;q=0.5");
    }

    private static ValidatableResponse page(ValidatableResponse reply, int status, String language) {
        return reply.statusCode(status)
                .contentType(startsWith("text/html"))
                .header("Content-Language", language)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .body(containsString("<html lang=\"" + language + "\""));
    }

    private static void held(Response reply, int status, String language, String why, String button) {
        page(reply.then(), status, language)
                .body(
                        containsString(why),
                        containsString("mailto:people@acme.example"),
                        not(containsString(button)),
                        not(containsString("name=\"sure\"")),
                        not(containsString("court file 117")));
    }
}
