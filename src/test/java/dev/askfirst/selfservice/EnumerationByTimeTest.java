package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How long an answer takes tells nothing of who is known. Known and unknown take turns, so that whatever else the machine
 * does slows both; medians are compared, and one round of four that finds them alike is enough: a real difference shows in
 * all of them.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class EnumerationByTimeTest {

    private static final int PAIRS = 25;
    private static final int ROUNDS = 4;
    private static final double MOST_MILLIS = 3;
    private static final double MOST_PART = 0.25;

    @Test
    void typingAnAddress() {
        alike(_ -> Visiting.somebody(), _ -> Acts.newcomer(), EnumerationByTimeTest::enter);
    }

    @Test
    void typingDigitsThatDoNotFit() {
        alike(_ -> enter(Visiting.somebody()), _ -> enter(Acts.newcomer()), EnumerationByTimeTest::guess);
    }

    private interface Try<T> {
        Response at(T what);
    }

    private static <T> void alike(IntFunction<T> known, IntFunction<T> unknown, Try<T> attempt) {
        var found = new ArrayList<String>();
        for (var round = 0; round < ROUNDS; round++) {
            var ones = IntStream.range(0, PAIRS).mapToObj(known).toList();
            var others = IntStream.range(0, PAIRS).mapToObj(unknown).toList();
            var one = new ArrayList<Double>();
            var other = new ArrayList<Double>();
            for (var i = 0; i < PAIRS; i++) {
                var first = i % 2 == 0;
                if (first) one.add(millis(attempt, ones.get(i)));
                other.add(millis(attempt, others.get(i)));
                if (!first) one.add(millis(attempt, ones.get(i)));
            }
            var apart = Math.abs(median(one) - median(other));
            if (apart <= Math.max(MOST_MILLIS, MOST_PART * Math.max(median(one), median(other)))) return;
            found.add("known %.1f ms, unknown %.1f ms".formatted(median(one), median(other)));
        }
        assertTrue(found.isEmpty(), found::toString);
    }

    private static <T> double millis(Try<T> attempt, T what) {
        var begin = System.nanoTime();
        attempt.at(what);
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static Response enter(String contact) {
        return Visiting.press("/enter", Map.of("address", contact.substring("mailto:".length())));
    }

    private static Response guess(Response page) {
        return anybody()
                .redirects()
                .follow(false)
                .cookie(Visiting.COOKIE, page.cookie(Visiting.COOKIE))
                .formParam("token", page.asString().replaceAll("(?s).*name=\"token\" value=\"([0-9a-f]+)\".*", "$1"))
                .formParam("code", "0000000")
                .post("/me/code");
    }
}
