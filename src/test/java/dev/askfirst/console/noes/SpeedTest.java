package dev.askfirst.console.noes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.consent.event.NoTimes;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of times that were counted in steps. */
class SpeedTest {

    @Test
    void halfAndMostAreThoseOfTheCountsAndNeverTooLow() {
        var speed = Speed.of(List.of(taken(10, 50, 9), taken(5, 49, 5), taken(2_000, 1, 1_700)));
        assertEquals(100, speed.n());
        assertEquals(Duration.ofMillis(10), speed.half());
        assertEquals(Duration.ofMillis(10), speed.most());
        assertEquals(Duration.ofMillis(1_700), speed.slowest());
    }

    @Test
    void nothingIsToldAsLongerThanTheSlowest() {
        var speed = Speed.of(List.of(taken(2_000, 1, 1_700)));
        assertEquals(Duration.ofMillis(1_700), speed.half());
        assertEquals("1.7 s", speed.text(speed.most()));
    }

    @Test
    void whereThereIsNothingADashStands() {
        assertTrue(Speed.of(List.of()).isNothing());
        assertEquals(List.of("0", "–", "–", "–"), Speed.NONE.numbers());
    }

    private static NoTimes.Taken taken(long most, long n, long slowest) {
        return new NoTimes.Taken(
                LocalDate.EPOCH, NoInForce.Way.PAGE, Duration.ofMillis(most), n, Duration.ofMillis(slowest));
    }
}
