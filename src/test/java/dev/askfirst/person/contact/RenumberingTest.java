package dev.askfirst.person.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line, however it is spelled. */
class RenumberingTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # written           | the line's     | to write to
        +5215512345678      | +525512345678  | +525512345678
        +52 1 55 1234 5678  | +525512345678  | +525512345678
        +52 55 1234 5678    | +525512345678  | +525512345678
        +551187654321       | +5511987654321 | +5511987654321
        +55 11 98765-4321   | +5511987654321 | +5511987654321
        +551133334444       | +551133334444  | +551133334444
        +5491123456789      | +541123456789  | +5491123456789
        +541123456789       | +541123456789  | +541123456789
        +54 11 15 2345 6789 | +541123456789  | +5491123456789
        +22961123456        | +2290161123456 | +2290161123456
        +2290161123456      | +2290161123456 | +2290161123456
        +22507123456        | +2250707123456 | +2250707123456
        +22545123456        | +2250545123456 | +2250545123456
        +22501123456        | +2250101123456 | +2250101123456
        +22520212345        | +2252720212345 | +2252720212345
        +2250707123456      | +2250707123456 | +2250707123456
        +33612345678        | +33612345678   | +33612345678
        """)
    void isOneLine(String written, String line, String entered) {
        var contact = Contact.parse("tel:" + written);
        assertEquals(line, contact.value());
        assertEquals("tel:" + entered, contact.uri());
        assertEquals(line, Contact.ofStored("tel", contact.entered()).value());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        +525512345678  | +5215512345678
        +5511987654321 | +551187654321
        +541123456789  | +5491123456789
        +2290161123456 | +22961123456
        +2250707123456 | +22507123456
        """)
    void knowsTheOtherSpellings(String line, String other) {
        assertEquals(java.util.List.of(other), Renumbering.others(line));
        assertEquals(line, Renumbering.line(other));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        06 12 34 56 78   | FR | +33612345678
        (212) 555-0163   | US | +12125550163
        212-555-0163     | US-NY | +12125550163
        55 1234 5678     | MX | +525512345678
        (11) 8765-4321   | BR | +5511987654321
        +33 612345678    | US | +33612345678
        """)
    void aNationalNumberIsOneOfTheCountryThatIsNamed(String written, String country, String line) {
        assertEquals(line, Contact.parse("tel:" + written, Optional.of(country)).value());
        if (!written.startsWith("+"))
            assertTrue(Contact.tryParse("tel:" + written).contact().isEmpty());
    }
}
