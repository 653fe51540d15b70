package dev.askfirst.platform.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.platform.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
        acme            | -
        offers.shoes    | -
        a.b-c_d.9       | -
        2026            | -
        -               | is missing
        ''              | is missing
        Acme            | is not an id such as `offers.shoes`
        .offers         | is not an id such as `offers.shoes`
        offers.         | is not an id such as `offers.shoes`
        offers..shoes   | is not an id such as `offers.shoes`
        _offers         | is not an id such as `offers.shoes`
        offers.-shoes   | is not an id such as `offers.shoes`
        of fers         | is not an id such as `offers.shoes`
        offers/shoes    | is not an id such as `offers.shoes`
        café            | is not an id such as `offers.shoes`
        *               | is not an id such as `offers.shoes`
        """)
    void ids(String id, String error) {
        var checks = new Checks();
        checks.id("topic", id);
        assertErrors(error, checks);
    }

    static Stream<List<String>> texts() {
        return Stream.of(
                List.of("two\r\n\tlines", ""),
                List.of("é 用户 😀", ""),
                List.of("x".repeat(20), ""),
                List.of("x".repeat(21), "is longer than 20 characters"),
                List.of("", "is empty"),
                List.of(" \n", "is empty"),
                List.of("NUL \0", "holds a character that cannot be stored"),
                List.of("bell \u0007", "holds a character that cannot be stored"),
                List.of("half \uD83D", "holds a character that cannot be stored"),
                List.of("\uDE00\uD83D turned", "holds a character that cannot be stored"));
    }

    @ParameterizedTest
    @MethodSource
    void texts(List<String> textAndError) {
        var checks = new Checks();
        checks.text("note", textAndError.getFirst(), 20);
        assertErrors(textAndError.getLast(), checks);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
        en         | -
        pt-BR      | -
        zh-Hant-TW | -
        de-1996    | -
        e          | is not a language tag such as `en` or `pt-BR`
        en-        | is not a language tag such as `en` or `pt-BR`
        en-!       | is not a language tag such as `en` or `pt-BR`
        english please, if you can, or french | is not a language tag such as `en` or `pt-BR`
        ''         | is not a language tag such as `en` or `pt-BR`
        """)
    void languages(String tag, String error) {
        var checks = new Checks();
        checks.language("locale", tag);
        assertErrors(error, checks);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var checks = new Checks();
        checks.id("topic", "");
        checks.optionalId("channel", "E-Mail");
        checks.optionalId("controller", null);
        checks.require("at", null);
        var fault = assertThrows(Fault.class, checks::done);
        assertEquals("`topic` is missing", fault.getMessage());
        assertEquals(
                List.of("topic", "channel", "at"),
                fault.errors().stream().map(Fault.FieldError::field).toList());
    }

    private static void assertErrors(String error, Checks checks) {
        if (error == null || error.isEmpty()) {
            assertDoesNotThrow(checks::done);
            return;
        }
        var fault = assertThrows(Fault.class, checks::done);
        assertEquals(
                List.of(error),
                fault.errors().stream().map(Fault.FieldError::message).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "fr, fr",
        "fr_FR, fr-FR",
        "pt-br, pt-BR",
        "en_UK, en-GB",
        "en-UK, en-GB",
        "zh_Hant_TW, zh-Hant-TW",
        "de-x-a, de-x-a"
    })
    void languagesAreReadHoweverProgramsWriteThem(String told, String tag) {
        var checks = new Checks();
        assertEquals(tag, checks.language("locale", told).orElseThrow());
        checks.done();
    }

    @ParameterizedTest
    @CsvSource({"FR, FR", "UK, GB", "GB, GB", "EL, GR"})
    void countriesAreReadByTheirOtherNamesToo(String told, String country) {
        var checks = new Checks();
        assertEquals(country, checks.country("country", told).orElseThrow());
        checks.done();
    }
}
