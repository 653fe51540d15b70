package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.person.FirstTokens;
import dev.askfirst.person.key.Link;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Texts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links as mail programs hand them on: what can be mended works, and what cannot says so and leads on. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MendedLinksTest {

    private static final String PAIR = "List-Unsubscribe=One-Click";

    @Inject
    Database database;

    @Inject
    FirstTokens firstTokens;

    /** `~` is the token; the rest stands in the address, encoded as browsers do. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            ~.
            ~,
            ~%3E
            ~)
            ~%5D
            ~%22
            ~'
            ~!
            ~;
            ~%20
            ~%C2%A0
            ~%E2%80%8B
            ~%EF%BB%BF
            ~%0D%0A
            %20~
            %3C~%3E
            ~&utm_source=news&utm_medium=email
            ~&amp;utm_source=news
            ~?utm_source=news
            ~%3Futm_source=news
            ~%253E
            ~=
            ~_
            ~-
            ~**
            ~/
            """)
    void signsAroundATokenAreLeftOut(String shape) {
        works(it -> shape.replace("~", it));
    }

    /** What is put in the middle: of a line break by quoted-printable, a fold, a hyphen that nobody sees. */
    @ParameterizedTest
    @ValueSource(
            strings = {"=3D", "=3d", "=", "=%0D%0A", "=%0A", "%0D%0A%20", "%20", "%C2%AD", "%E2%80%8B", "%E2%81%A0"})
    void whatIsPutInsideIsTakenOut(String inside) {
        for (var at : new int[] {1, 9, 60}) works(it -> it.substring(0, at) + inside + it.substring(at));
    }

    @Test
    void signsThatWereEncodedAreReadAgain() {
        works(it -> it.replace("-", "=2D").replace("_", "=5F"));
        works(it -> it.replace("-", "%252D").replace("_", "%255F"));
    }

    /** Only where the line broke in front of what looks like a code: each letter or digit is one somewhere. */
    @Test
    void aSoftBreakBeforeWhatLooksLikeACodeIsTakenOut() {
        works(it -> {
            var at = java.util.regex.Pattern.compile("[0-9A-F]{2}").matcher(it);
            return at.find() ? it.substring(0, at.start()) + "=" + it.substring(at.start()) : it;
        });
    }

    @Test
    void theLastLetterIsNotNeeded() {
        works(it -> it.substring(0, it.length() - 1));
    }

    private static void works(UnaryOperator<String> mangled) {
        for (var kind : new String[] {"/u/", "/p/"}) {
            var ana = permitted();
            var path = mangled(Permits.link(ana, kind), kind, mangled);
            raw(path).then().statusCode(200).body(containsString("<form"));
            assertEquals("permit", Permits.outcome(ana, "offers.shoes"), path);
            pressed(path, kind.equals("/u/") ? PAIR : "stop=topic").then().statusCode(200);
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"), path);
        }
    }

    /** Cut, in small letters, changed in one place, of another kind, or nobody's: nothing is claimed and a way is shown. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | cut
            en | lower
            en | changed
            en | invented
            en | confirm
            de | cut
            fr | cut
            es | cut
            ar | cut
            """)
    void aLinkThatOpensNothingSaysSoAndLeadsOn(String language, String how) {
        var words = Texts.of("page", language).text("brokenStopText");
        var ana = permitted();
        var link = Permits.link(ana, "/u/");
        var broken = switch (how) {
            case "cut" -> link.substring(0, 70);
            case "lower" -> link.toLowerCase(java.util.Locale.ROOT);
            case "changed" -> link.substring(0, 50) + (link.charAt(50) == 'A' ? 'B' : 'A') + link.substring(51);
            case "confirm" -> "/u/" + Acts.asked(Acts.newcomer());
            default -> "/u/" + "A".repeat(110);
        };
        for (var reply : new Response[] {
            anybody().header("Accept-Language", language).get(broken),
            anybody()
                    .header("Accept-Language", language)
                    .contentType("application/x-www-form-urlencoded")
                    .body(PAIR)
                    .post(broken)
        }) {
            reply.then()
                    .statusCode(404)
                    .contentType(containsString("text/html"))
                    .header("Content-Language", language)
                    .header("Set-Cookie", emptyOrNullString())
                    .body(containsString(words), containsString("href=\"/enter\""), not(containsString("<form")));
        }
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    /** Whoever holds a page link can stop its topic there with one button; the other way round it would show more. */
    @Test
    void aPageLinkInPlaceOfAOneClickLinkStopsItsTopic() {
        var ana = permitted();
        pressed(Permits.link(ana, "/p/").replace("/p/", "/u/"), PAIR).then().statusCode(200);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        assertEquals("permit", Permits.outcome(ana, "offers.bags"));
    }

    @Test
    void confirmationsAndLettersAreMendedToo() {
        var ana = Acts.newcomer();
        var path = "/c/" + Acts.asked(ana) + "%3E.";
        raw(path).then().statusCode(200).body(containsString("<form"));
        pressed(path, "answer=yes").then().statusCode(200);
        assertEquals("permit", Permits.outcome(ana, "newsletter"));
        var visit = Visiting.byLink(Visiting.somebody());
        visit.post("/me/code", Map.of("send", "yes"));
        Visiting.press(Visiting.letterLink(database) + ")", Map.of("open", "yes"))
                .then()
                .statusCode(303);
    }

    /** Tokens of earlier days may end in `-` or `_`, which mail programs leave out of the link. */
    @Test
    void anOlderTokenThatLostItsLastSignWorks() {
        var today = LocalDate.now(ZoneOffset.UTC);
        var tried = 0;
        for (var day = 0; day < 3000 && tried < 2; day++) {
            var ana = permitted();
            var token = firstTokens.of(Link.Purpose.ONE_CLICK, pointOf(ana), today.minusDays(day));
            if (!token.matches(".*[-_]")) continue;
            tried++;
            pressed("/u/" + token.substring(0, token.length() - 1), PAIR).then().statusCode(200);
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        }
        assertEquals(2, tried);
    }

    @Test
    void noNewTokenEndsInASign() {
        for (var i = 0; i < 40; i++) {
            var ana = permitted();
            for (var kind : new String[] {"/u/", "/p/"}) {
                var link = Permits.link(ana, kind);
                assertTrue(Character.isLetterOrDigit(link.charAt(link.length() - 1)), link);
            }
        }
    }

    private UUID pointOf(String contact) {
        return UUID.fromString(
                database.value("select point_id from contact_point where person_id = ?", Persons.idOf(contact))
                        .orElseThrow());
    }

    private static String mangled(String link, String kind, UnaryOperator<String> how) {
        return kind + how.apply(link.substring(kind.length()));
    }

    private static Response raw(String path) {
        return anybody().urlEncodingEnabled(false).get(path);
    }

    private static Response pressed(String path, String body) {
        return anybody()
                .urlEncodingEnabled(false)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(path);
    }

    private static String permitted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        return ana;
    }
}
