package dev.askfirst.outbound.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT5M",
        "3, PT30M",
        "4, PT2H",
        "5, PT5H",
        "6, PT10H",
        "7, PT14H",
        "8, PT20H",
        "9, PT24H",
        "10,"
    })
    void theWaitsAreThoseOfTheStandardAndALittleMore(int failed, Duration expected) {
        if (expected == null) {
            assertEquals(Optional.empty(), Retries.after(failed, new Random(1)));
            return;
        }
        var random = new Random(1);
        var first = Retries.after(failed, random).orElseThrow();
        for (var i = 0; i < 100; i++) {
            var wait = Retries.after(failed, random).orElseThrow();
            assertTrue(wait.compareTo(expected) >= 0, () -> wait + " is too early");
            assertTrue(wait.compareTo(expected.multipliedBy(11).dividedBy(10)) <= 0, () -> wait + " is too late");
        }
        assertNotEquals(first, Retries.after(failed, random).orElseThrow());
    }
}
