package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three letters an hour and ten a day go to one address, however many are asked for at once. */
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
    void aDayHasTenLetters() throws Exception {
        var ana = Visiting.somebody();
        for (var expected : new int[] {3, 3, 3, 1, 0}) {
            assertEquals(expected, codesOf(() -> enter(ana)));
            clock.advance(Duration.ofMinutes(61));
        }
        clock.advance(Duration.ofHours(20));
        assertEquals(3, codesOf(() -> enter(ana)));
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
        return Visiting.press("/enter", Map.of("address", contact.substring("mailto:".length())))
                .then()
                .statusCode(200);
    }
}
