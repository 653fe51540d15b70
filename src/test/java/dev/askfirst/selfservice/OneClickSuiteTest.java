package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.selfservice.Permits.link;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8058 as a stranger would try it: what must be taken, what must change nothing, and tokens by the thousand. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OneClickSuiteTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PAIR = "List-Unsubscribe=One-Click";
    private static final int TOKENS = 10_000;
    private static final int AT_ONCE = 16;

    @Inject
    Database database;

    @TestHTTPResource
    URI service;

    @Test
    void cookiesAreNotLookedAtAndNotSet() {
        var ana = permitted();
        anybody()
                .cookie("askfirst", "anything")
                .cookie("__Host-askfirst", "anything")
                .contentType(FORM)
                .body(PAIR)
                .post(link(ana, "/u/"))
                .then()
                .statusCode(200)
                .header("Set-Cookie", emptyOrNullString());
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void pairsBesideTheRightOneAreIgnored() {
        var ana = permitted();
        anybody()
                .contentType(FORM)
                .body("a=b&" + PAIR + "&reason=none")
                .post(link(ana, "/u/"))
                .then()
                .statusCode(200);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void aRequestFromAnotherSiteCountsToo() {
        var ana = permitted();
        anybody()
                .header("Origin", "https://mail.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(FORM)
                .body(PAIR)
                .post(link(ana, "/u/"))
                .then()
                .statusCode(200);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
    void otherMethodsAreNotTaken(String method) {
        var ana = permitted();
        anybody()
                .contentType(FORM)
                .body(PAIR)
                .request(method, link(ana, "/u/"))
                .then()
                .statusCode(405);
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void aMegabyteIsTooMuch() {
        var ana = permitted();
        anybody()
                .contentType(FORM)
                .body("x=" + "y".repeat(1024 * 1024) + "&" + PAIR)
                .post(link(ana, "/u/"))
                .then()
                .statusCode(413);
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "es", "ar"})
    void thePageSpeaksTheBrowsersLanguage(String language) {
        var page = anybody()
                .header("Accept-Language", language)
                .get(link(permitted(), "/u/"))
                .then()
                .statusCode(200)
                .header("Content-Language", language)
                .extract()
                .asString();
        assertTrue(page.contains("<html lang=\"" + language + "\""), page);
        assertTrue(page.contains(language.equals("ar") ? "dir=\"rtl\"" : "dir=\"ltr\""), page);
    }

    /** Made up, cut, lengthened, changed in one place: none opens anything. */
    @Test
    void tenThousandTokensNobodyMadeChangeNothing() throws Exception {
        var ana = permitted();
        var made = link(ana, "/u/").substring("/u/".length());
        var page = link(ana, "/p/").substring("/p/".length());
        var before = state();
        var bodies = ConcurrentHashMap.<String>newKeySet();
        try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> all = java.util.stream.IntStream.range(0, TOKENS)
                    .mapToObj(i -> (Callable<Void>) () -> {
                        var reply = post(client, "/u/" + token(i, made, page));
                        assertEquals(404, reply.statusCode());
                        bodies.add(reply.body());
                        return null;
                    })
                    .toList();
            for (var done : threads.invokeAll(all, 3, TimeUnit.MINUTES)) done.get();
            client.shutdownNow();
        }
        assertEquals(1, bodies.size(), "every token answers the same");
        assertEquals(before, state());
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    /** All that a token could change: acts, people, addresses, suppressions, what subscribers are told. */
    private List<List<String>> state() {
        return database.rows("""
                select (select count(*) from consent_event), (select count(*) from person),
                       (select count(*) from contact_point), (select count(*) from suppression),
                       (select count(*) from evidence)""");
    }

    private static String token(int i, String made, String page) {
        var random = new Random(i);
        var bytes = new byte[1 + random.nextInt(120)];
        random.nextBytes(bytes);
        var madeUp = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return switch (i % 5) {
            case 0 -> madeUp;
            // All but the last letter is enough, and of the rest all but a last `-` or `_`; signs behind it are taken
            // off.
            case 1 -> made.substring(0, 1 + random.nextInt(made.length() - 3));
            case 2 -> made + "a" + madeUp;
            case 3 -> {
                var at = random.nextInt(made.length() - 1);
                var other = made.charAt(at) == 'A' ? 'B' : 'A';
                yield made.substring(0, at) + other + made.substring(at + 1);
            }
            default -> page.substring(0, page.length() - 3 - random.nextInt(page.length() - 3));
        };
    }

    private HttpResponse<String> post(HttpClient client, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(PAIR))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String permitted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        return ana;
    }
}
