package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How many letters go to one address, however many are asked for at once: by those who hold a link, by those who typed the
 * address, and by one network of these. None of them uses up what the others have.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CodeLimitTest {

    private static final int AT_ONCE = 20;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNow() {
        clock.reset();
        // Other tests look for the newest code.
        database.execute("delete from page_code where asked_at > clock_timestamp()");
    }

    @Test
    void twentyWhoTypeAKnownAddressGetThreeLetters() throws Exception {
        var ana = Visiting.somebody();
        assertEquals(3, codesOf(() -> enter(ana)));
    }

    @Test
    void twentyWhoTypeAnAddressThatIsNobodysGetThreeLetters() throws Exception {
        var nobody = Acts.newcomer();
        assertEquals(3, codesOf(() -> enter(nobody)));
    }

    @Test
    void twentyPressesInOneVisitGetThreeLetters() throws Exception {
        var visit = Visiting.byLink(Visiting.somebody());
        var cookie = visit.cookie();
        var token = visit.token();
        assertEquals(3, codesOf(() -> press(cookie, token)));
    }

    @Test
    void aDayHasTenLettersByLink() throws Exception {
        var link = Permits.link(Visiting.somebody(), "/p/");
        for (var expected : new int[] {3, 3, 3, 1, 0}) {
            var visit = Visiting.by(link);
            var cookie = visit.cookie();
            var token = visit.token();
            assertEquals(expected, codesOf(() -> press(cookie, token)));
            clock.advance(Duration.ofMinutes(61));
        }
    }

    @Test
    void oneNetworkGetsHalfOfADayAndOthersTheRest() throws Exception {
        var ana = Visiting.somebody();
        for (var expected : new int[] {3, 3, 0}) {
            assertEquals(expected, codesOf(() -> enter(ana, "198.51.100.7")));
            clock.advance(Duration.ofMinutes(61));
        }
        assertEquals(3, codesOf(() -> enter(ana, "203.0.113.7")));
        clock.advance(Duration.ofMinutes(61));
        assertEquals(3, codesOf(() -> enter(ana, "203.0.113.7")));
        assertEquals(0, codesOf(() -> enter(ana, "192.0.2.7")), "twelve letters in a day are enough for a mailbox");
        clock.advance(Duration.ofHours(24));
        assertEquals(3, codesOf(() -> enter(ana, "198.51.100.7")));
    }

    /** Whoever types somebody's address a hundred times does not keep them from their own page. */
    @Test
    void whoTypesAnAddressDoesNotLockItsOwnerOut() throws Exception {
        var ana = Visiting.somebody();
        for (var i = 0; i < 5; i++) codesOf(() -> enter(ana, "198.51.100.7"));
        assertEquals(1, one(() -> enter(ana, "203.0.113.7")), "from elsewhere");
        var visit = Visiting.byLink(ana);
        visit.post("/me/code", Map.of("send", "yes", "pending", "/me")).then().body(containsString("on its way"));
        visit.post("/me/code", Map.of("code", Visiting.digits(database), "pending", "/me"))
                .then()
                .statusCode(303);
    }

    @Test
    void whoTypedAnAddressHasThreeTries() {
        var ana = Visiting.somebody();
        for (var wrong : new int[] {2, 3}) {
            var entered = Visiting.press("/enter", Map.of("address", ana.substring("mailto:".length())));
            var visit = Visiting.with(entered.cookie(Visiting.COOKIE)).seen(entered);
            for (var i = 0; i < wrong; i++) visit.post("/me/code", Map.of("code", "0000000", "pending", "/me"));
            visit.post("/me/code", Map.of("code", Visiting.digits(database), "pending", "/me"))
                    .then()
                    .statusCode(wrong == 2 ? 303 : 200);
        }
    }

    @Test
    void aFloodIsRefusedAndCostsNobodyElse() throws Exception {
        var refused = new java.util.concurrent.atomic.AtomicInteger();
        var languages = List.of("en", "de", "fr", "es", "ar");
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = java.util.stream.IntStream.range(0, 1100)
                    .<Callable<Void>>mapToObj(i -> () -> {
                        var reply = typed(Acts.newcomer(), "192.0.2." + i % 200, languages.get(i % 5));
                        if (reply.statusCode() == 429) {
                            refused.incrementAndGet();
                            reply.then()
                                    .header("Retry-After", "3")
                                    .header("Content-Language", languages.get(i % 5))
                                    .contentType(containsString("text/html"));
                        }
                        return null;
                    })
                    .toList();
            for (var done : threads.invokeAll(all, 2, TimeUnit.MINUTES)) done.get();
        }
        assertTrue(refused.get() >= 50, () -> "refused: " + refused);
        assertEquals(200, typed(Acts.newcomer(), "198.51.100.9", "en").statusCode());
        Visiting.byLink(Visiting.somebody()).get("/me").then().statusCode(200);
    }

    private long one(Callable<?> ask) throws Exception {
        var before = codes();
        ask.call();
        return codes() - before;
    }

    /** How many codes were made while all asked at the same moment. */
    private long codesOf(Callable<?> ask) throws Exception {
        var before = codes();
        var start = new CyclicBarrier(AT_ONCE);
        Callable<Object> one = () -> {
            start.await();
            return ask.call();
        };
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var done : threads.invokeAll(Collections.nCopies(AT_ONCE, one), 1, TimeUnit.MINUTES)) done.get();
        }
        return codes() - before;
    }

    private long codes() {
        return database.count("select count(*) from page_code");
    }

    private static Object press(String cookie, String token) {
        return anybody()
                .cookie(Visiting.COOKIE, cookie)
                .formParam("send", "yes")
                .formParam("token", token)
                .post("/me/code")
                .then()
                .statusCode(200);
    }

    private static Object enter(String contact) {
        return enter(contact, "203.0.113.1");
    }

    private static Object enter(String contact, String from) {
        return typed(contact, from, "en").then().statusCode(200);
    }

    private static Response typed(String contact, String from, String language) {
        return anybody()
                .header("X-Forwarded-For", "10.9.8.7, " + from)
                .header("Accept-Language", language)
                .formParam("address", contact.substring("mailto:".length()))
                .post("/enter");
    }
}
