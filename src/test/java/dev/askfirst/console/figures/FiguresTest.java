package dev.askfirst.console.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars, and numbers in words. */
class FiguresTest {

    @Test
    void theSmallestPartOfABarIsSeenAndNoneReachesBeyondItsEnd() {
        var parts = WeekBars.parts(List.of(1.0, 0.0, 99_999.0), List.of("a", "b", "c"), 100_000);
        assertEquals(List.of("a", "c"), parts.stream().map(WeekBars.Part::key).toList());
        assertTrue(parts.getFirst().width() >= 4);
        parts.forEach(it -> assertTrue(it.x() + it.width() <= 1_000, it.toString()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1.1, 2", "3, 5", "7, 10", "10, 10", "11, 20", "430, 500", "0.3, 0.5"})
    void scalesEndWithARoundNumber(double value, double most) {
        assertEquals(most, WeekBars.round(value), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 %",
        "0, 5, 0 %",
        "1, 100000, < 0.1 %",
        "1, 300, 0.3 %",
        "999, 1000, 99 %",
        "7, 16, 44 %",
        "5, 5, 100 %"
    })
    void aShareIsNeverToldAsNothingOrAllIfItIsNot(long part, long whole, String share) {
        assertEquals(share, Wording.share(part, whole));
    }
}
