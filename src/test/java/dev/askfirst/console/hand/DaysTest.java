package dev.askfirst.console.hand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days are whole, in UTC, and both that are named are included. */
class DaysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-02 |            |            | 2024-02-01T00:00:00Z | 2024-03-01T00:00:00Z
            2026-12 |            |            | 2026-12-01T00:00:00Z | 2027-01-01T00:00:00Z
                    | 2026-11-20 | 2026-11-20 | 2026-11-20T00:00:00Z | 2026-11-21T00:00:00Z
                    | 2026-11-20 | 2026-12-01 | 2026-11-20T00:00:00Z | 2026-12-02T00:00:00Z
            """)
    void theLastDayIsIncluded(String month, String from, String to, Instant first, Instant end) {
        var days = Days.of(text(month), text(from), text(to));
        assertEquals(first, days.from());
        assertEquals(end, days.until());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-13  |            |            | month
            november |            |            | month
            2026-11  | 2026-11-20 |            | month
                     | 2026-11-20 |            | to
                     |            | 2026-11-20 | from
                     | 2026-11-31 | 2026-12-01 | from
                     | 2026-12-02 | 2026-12-01 | to
                     | 1969-12-31 | 2026-12-01 | from
                     | 9999-01-01 | 9999-12-31 | from
            """)
    void whatCannotBeNamesItsField(String month, String from, String to, String field) {
        var fault = assertThrows(Fault.class, () -> Days.of(text(month), text(from), text(to)));
        assertEquals(field, fault.errors().getFirst().field());
    }

    @Test
    void nothingIsAllThereIs() {
        assertTrue(Days.of("", "", "").isAll());
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
