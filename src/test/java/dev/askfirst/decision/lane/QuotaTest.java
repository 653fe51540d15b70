package dev.askfirst.decision.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.RateRule;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A quota of 10 in 5 seconds. In the table {@code 3@2} asks 3 questions at second 2; whether it may is told in order. */
class QuotaTest {

    private static final RateRule RATE = new RateRule(10, Duration.ofSeconds(5));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                      | asked                | allowed
        as many as the quota at once                | 1@0 9@0 1@0          | yes yes no
        it fills up steadily                        | 10@0 1@0.4 1@0.5 1@1 | yes no yes yes
        never above the quota                       | 1@0 10@100 1@100     | yes yes no
        a batch may be larger than what is left     | 9@0 8@0 1@3 1@4      | yes yes no yes
        and larger than the quota                   | 1000@0 1@495 1@496   | yes no yes
        """)
    void lets(String name, String checked, String allowed) {
        var quota = new Quota();
        var told = Stream.of(checked.split(" "))
                .map(it -> it.split("@"))
                .map(it ->
                        quota.take(RATE, Integer.parseInt(it[0]), nanos(it[1])).isEmpty() ? "yes" : "no")
                .collect(Collectors.joining(" "));
        assertEquals(allowed, told);
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "12, 2", "30, 11"})
    void whoHasNothingLeftIsToldWhenToAskAgain(int checked, int seconds) {
        var quota = new Quota();
        assertTrue(quota.take(RATE, checked, 0).isEmpty());
        var fault = quota.take(RATE, 1, 0).orElseThrow();
        assertEquals(Duration.ofSeconds(seconds), fault.retryAfter().orElseThrow());
        assertEquals(
                Map.of("RateLimit-Policy", "\"questions\";q=10;w=5", "RateLimit", "\"questions\";r=0;t=" + seconds),
                fault.headers());
        assertTrue(quota.take(RATE, 1, Duration.ofSeconds(seconds).toNanos()).isEmpty());
    }

    private static long nanos(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1e9);
    }
}
