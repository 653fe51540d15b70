package dev.askfirst.catalog.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A colour is taken if it can be read, in light and in dark; else it is said which one could be. */
class AccentTest {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    /** By WCAG's own examples: {@code #767676} on white is the palest grey that passes. */
    @ParameterizedTest
    @CsvSource({"000000, ffffff, 21.0", "767676, ffffff, 4.54", "777777, ffffff, 4.48", "ff0000, ffffff, 4.0"})
    void contrastIsThatOfWcag(String one, String other, double ratio) {
        assertEquals(ratio, Accent.contrast(Integer.parseInt(one, 16), Integer.parseInt(other, 16)), 0.01);
    }

    @Test
    void everyColourIsReadableOnBothGroundsOrRefusedForOneThatIs() {
        var taken = 0;
        for (var red = 0; red < 256; red += 15) {
            for (var green = 0; green < 256; green += 15) {
                for (var blue = 0; blue < 256; blue += 15) {
                    var colour = "#%02x%02x%02x".formatted(red, green, blue);
                    var flaw = Accent.flaw(colour);
                    if (flaw.isEmpty()) taken++;
                    readable(flaw.isEmpty() ? colour : suggested(flaw));
                }
            }
        }
        assertTrue(taken > 500 && taken < 4500, "" + taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "#1D5C4D", "#1d5c4d;", "url(x)", "#12345g"})
    void whatIsNoColourIsSaidToBeNone(String text) {
        assertTrue(Accent.flaw(text).contains("not a colour"), text);
    }

    private static void readable(String colour) {
        assertEquals("", Accent.flaw(colour));
        var accent = Accent.of(colour);
        for (var ground : new int[] {0xffffff, 0xfaf8f4}) above(accent.onLight(), ground);
        for (var ground : new int[] {0x171817, 0x212221, 0x10211c}) above(accent.onDark(), ground);
    }

    private static void above(String colour, int ground) {
        var ratio = Accent.contrast(Integer.parseInt(colour.substring(1), 16), ground);
        assertTrue(ratio >= 4.5, () -> colour + " on " + Integer.toHexString(ground) + ": " + ratio);
    }

    private static String suggested(String flaw) {
        return COLOUR.matcher(flaw).results().findFirst().orElseThrow().group();
    }
}
