package dev.askfirst.search.moves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of a source tells of a place, and not of whoever was there. */
class SourceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://acme.example/join                                 | acme.example/join       | ''
            https://acme.example/join/?utm_campaign=spring%20sale&a=b | acme.example/join       | spring sale
            https://acme.example?email=ana@test.example               | acme.example            | ''
            https://ana:secret@acme.example/join#ana                  | acme.example/join       | ''
            HTTP://acme.example/a b?ana                               | HTTP://acme.example/a b | ''
            till 4, Berlin                                            | till 4, Berlin          | ''
            """)
    void ofAWebAddressHostAndPathAreKept(String text, String place, String campaign) {
        assertEquals(new Source(place, campaign), Source.of(Optional.of(text)));
    }

    @Test
    void whatIsNotThereIsNoSourceAndWhatIsLongIsCut() {
        assertEquals(Source.NONE, Source.of(Optional.empty()));
        var longest = Source.of(Optional.of("é".repeat(10_000))).place();
        assertTrue(longest.length() < 100 && longest.endsWith("…"), longest);
    }
}
