package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.LanguageChoice;
import dev.askfirst.platform.language.Languages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever chooses a language at the foot of a page reads every page in it from then on, whatever the browser or a sender says. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LanguageChoiceTest {

    static Stream<String> languages() {
        return Languages.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageIsOfferedAndKept(String language) {
        var chosen = follow("/enter?language=" + language);
        assertEquals("/enter", chosen.header("Location").replaceFirst("^https?://[^/]+", ""));
        var cookie = chosen.detailedCookie(LanguageChoice.COOKIE);
        assertTrue(cookie.isHttpOnly() && cookie.isSecured() && cookie.getMaxAge() > 0, cookie::toString);
        for (var path : List.of("/", "/enter", "/u/nothing", "/p/nothing", "/c/nothing", "/nothing")) {
            anybody()
                    .cookie(LanguageChoice.COOKIE, language)
                    .header("Accept", "text/html")
                    .header("Accept-Language", "fr")
                    .get(path)
                    .then()
                    .header("Content-Language", language)
                    .body(containsString("<html lang=\"" + language + "\""), offered(language));
        }
    }

    private static org.hamcrest.Matcher<String> offered(String language) {
        return containsString("lang=\"%s\" hreflang=\"%s\" aria-current=\"true\"".formatted(language, language));
    }

    @Test
    void theOwnPageIsInTheChosenLanguageToo() {
        var visit = Visiting.byLink(Visiting.somebody());
        anybody()
                .cookies(Map.of(Visiting.COOKIE, visit.cookie(), LanguageChoice.COOKIE, "de"))
                .get("/me")
                .then()
                .header("Content-Language", "de");
    }

    @Test
    void aLinkThatAsksForConfirmationIsInTheChosenLanguage() {
        anybody()
                .cookie(LanguageChoice.COOKIE, "es")
                .get("/c/" + Acts.asked(Acts.newcomer()))
                .then()
                .statusCode(200)
                .header("Content-Language", "es");
    }

    /** The reply to a form has no address of its own: the page above it is shown. */
    @ParameterizedTest
    @CsvSource({"/me/say, /me", "/me/papers/erase, /me/papers/erase", "/, /", "/me/times, /me/times"})
    void itLeadsToAPageThatCanBeShown(String path, String shown) {
        assertEquals(shown, follow(path + "?language=de").header("Location").replaceFirst("^https?://[^/]+", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /enter?language=tlh
            /enter?language=
            /enter?language=de%0d%0aSet-Cookie:%20a=b
            /v1/persons?language=de
            /q/health/live?language=de
            """)
    void whatIsNoLanguageAndNoPageIsPassedOver(String path) {
        follow(path).then().header("Set-Cookie", nullValue()).body(not(containsString("tlh")));
    }

    /** Whatever a browser says, there is a page in one of our languages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xx",
                "xx-YY, zz;q=0.1",
                "de;q=banana",
                "*",
                ";;;,,,",
                "q=1",
                "-",
                "en-",
                "\u0000",
                "i-klingon, x-private"
            })
    void nonsenseFromABrowserIsAnsweredInOneOfOurs(String header) {
        for (var path : List.of("/", "/enter?lang=xx", "/enter?language=xx")) {
            var reply = anybody()
                    .redirects()
                    .follow(false)
                    .header("Accept-Language", header.replace("\u0000", "%00"))
                    .get(path);
            assertEquals(200, reply.statusCode(), path);
            assertTrue(Languages.ALL.contains(reply.header("Content-Language")), path);
        }
    }

    @Test
    void aHeaderWithoutEndIsReadByNobody() {
        anybody()
                .header("Accept-Language", "de,".repeat(2_000))
                .get("/enter")
                .then()
                .statusCode(200)
                .header("Content-Language", "en");
    }

    @Test
    void aChoiceThatIsNonsenseIsNone() {
        anybody()
                .cookie(LanguageChoice.COOKIE, "tlh")
                .header("Accept-Language", "fr")
                .get("/enter")
                .then()
                .header("Content-Language", "fr");
    }

    private static Response follow(String path) {
        return anybody().redirects().follow(false).urlEncodingEnabled(false).get(path);
    }
}
