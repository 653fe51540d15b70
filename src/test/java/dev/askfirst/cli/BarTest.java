package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever is said after a progress bar begins a line of its own. */
class BarTest {

    /** Many are over before they were drawn once. */
    @Test
    void theLineOfABarIsEndedOnceHoweverShortItWas() {
        var usual = System.err;
        for (var i = 0; i < 300; i++) {
            var said = new ByteArrayOutputStream();
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            try (var bar = Bar.of("counting", 3, " rows")) {
                bar.stepTo(3);
            } finally {
                System.setErr(usual);
            }
            var text = said.toString(StandardCharsets.UTF_8);
            assertEquals(text.length() - 1, text.indexOf('\n'), text);
        }
    }
}
