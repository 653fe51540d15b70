package dev.askfirst.console.noes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts of lengths of time end with a round one, in the unit that people would say it in. */
class NoChartsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0.001S",
        "PT0.044S, PT0.05S",
        "PT0.501S, PT1S",
        "PT21S, PT1M",
        "PT61S, PT5M",
        "PT40M, PT1H",
        "PT61M, PT2H",
        "PT13H, PT24H",
        "PT30H, PT48H",
        "P6D, P10D",
        "P1015D, P2000D"
    })
    void aScaleIsRound(Duration longest, Duration end) {
        assertEquals(end.toMillis(), NoCharts.scale(longest.toMillis()));
    }
}
