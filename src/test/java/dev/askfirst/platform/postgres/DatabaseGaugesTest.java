package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one look at the database means for the others. */
class DatabaseGaugesTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final DatabaseGauges gauges = new DatabaseGauges(registry);
    private final AtomicReference<SQLException> failure = new AtomicReference<>();

    @ParameterizedTest(name = "{0}")
    @CsvSource({"57014, NaN", "08006, NaN", "42P01, 2"})
    void anOutageSilencesWhatComesAfterAndAnErrorOnlyItself(String state, double after) {
        gauges.number("first", "", () -> {
            if (failure.get() != null) throw failure.get();
            return 1.0;
        });
        gauges.number("second", "", () -> 2.0);
        gauges.numbers("third", "", "of", () -> Map.of("a", 3.0));
        gauges.refresh();
        assertEquals(1, value("first"));
        failure.set(new SQLException("no", state));
        gauges.refresh();
        assertTrue(Double.isNaN(value("first")));
        assertEquals(after, value("second"));
        assertEquals(
                Double.isNaN(after) ? 0 : 1, registry.find("third").gauges().size());
        failure.set(null);
        gauges.refresh();
        assertEquals(1, value("first"));
        assertEquals(1, registry.find("third").tag("of", "a").gauges().size());
    }

    @Test
    void aLookThatIsBrokenDoesNotBreakTheScrape() {
        gauges.number("broken", "", () -> {
            throw new IllegalStateException("a bug");
        });
        gauges.number("whole", "", () -> 1.0);
        gauges.refresh();
        assertTrue(Double.isNaN(value("broken")));
        assertEquals(1, value("whole"));
    }

    private double value(String name) {
        return registry.get(name).gauge().value();
    }
}
