package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are periods of a cap. */
class CapPeriodTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S",
                "PT0H",
                "P0D",
                "P400D",
                "P367D",
                "PT8785H",
                "P1W",
                "PT30M",
                "P-1D",
                "-P1D",
                "year",
                "Day",
                "",
                "P1.5D",
                "PT99999H"
            })
    void whatIsNoPeriodIsNone(String per) {
        assertEquals(Optional.empty(), Per.parse(per));
    }
}
