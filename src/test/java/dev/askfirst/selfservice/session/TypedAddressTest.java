package dev.askfirst.selfservice.session;

import static dev.askfirst.consent.Acts.newcomer;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.selfservice.session.VisitTest.enter;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who types an address to get in learns nothing about whose it is. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TypedAddressTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void whoTypesAnAddressCannotTellWhetherItIsKnown() {
        var known = Visiting.somebody();
        var one = enter(known);
        var other = enter(newcomer());
        assertEquals(one.statusCode(), other.statusCode());
        assertEquals(plain(one.asString()), plain(other.asString()));
        assertEquals(one.headers().asList().size(), other.headers().asList().size());
    }

    /** Also with what they answer to wrong digits; in a language that the browser does not speak. */
    @Test
    void whoTypesAnAddressLearnsNoLanguageOfTheirs() {
        var known = Visiting.somebody();
        var visit = Visiting.byLink(known);
        var seen = visit.get("/me/times").asString().replaceAll("(?s).*name=\"seen\" value=\"([^\"]*)\".*", "$1");
        visit.post("/me/times", Map.of("seen", seen, "locale", "de", "by", "any"))
                .then()
                .statusCode(303);
        var pages = Stream.of(known, newcomer())
                .map(VisitTest::enter)
                .map(TypedAddressTest::wrongDigits)
                .toList();
        assertEquals(plain(pages.getFirst()), plain(pages.getLast()));
        assertTrue(pages.getFirst().contains("lang=\"en\""), pages::getFirst);
    }

    private static String wrongDigits(io.restassured.response.Response entered) {
        var token = entered.asString().replaceAll("(?s).*name=\"token\" value=\"([0-9a-f]+)\".*", "$1");
        return anybody()
                .cookie(Visiting.COOKIE, entered.cookie(Visiting.COOKIE))
                .header("Accept-Language", "en")
                .formParam("token", token)
                .formParam("code", "000000x")
                .post("/me/code")
                .asString();
    }

    /** The same statements on the same tables: only the letter to nobody finds no reader. */
    @Test
    void forAnAddressThatIsNobodysTheSameIsWritten() {
        for (var contact : List.of(Visiting.somebody(), newcomer())) {
            var before = written();
            enter(contact);
            assertEquals(List.of(before.get(0) + 1, before.get(1) + 1, before.get(2) + 1), written());
        }
    }

    @Test
    void anAddressAndItsDigitsOpenThePage() {
        var ana = Visiting.somebody();
        var visit = Visiting.with(enter(ana).cookie(Visiting.COOKIE));
        visit.get("/me").then().statusCode(303).header("Location", containsString("/enter"));
        var page = enter(ana);
        var entering = Visiting.with(page.cookie(Visiting.COOKIE));
        var token = page.asString().replaceAll("(?s).*name=\"token\" value=\"([0-9a-f]+)\".*", "$1");
        anybody()
                .redirects()
                .follow(false)
                .cookie(Visiting.COOKIE, entering.cookie())
                .formParam("token", token)
                .formParam("code", Visiting.digits(database))
                .post("/me/code")
                .then()
                .statusCode(303)
                .header("Location", containsString("/me"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "@", "a@", "<script>alert(1)</script>", "a b@c.example"})
    void whatIsNoAddressIsSaidToBeNone(String typed) {
        Visiting.press("/enter", Map.of("address", typed))
                .then()
                .statusCode(400)
                .contentType(startsWith("text/html"))
                .body(not(containsString("<script>")));
    }

    private List<Long> written() {
        return List.of(
                database.count("select count(*) from page_session"),
                database.count("select count(*) from page_code"),
                database.count("select count(*) from letter"));
    }

    private static String plain(String page) {
        return page.replaceAll("value=\"[0-9a-f]{64}\"", "");
    }
}
