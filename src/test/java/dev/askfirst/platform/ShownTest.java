package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page says and a command does not show is found: else no page that is typed would show anything. */
class ShownTest {

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # the page says            | it shows                            | fits
            {"a": 1}                   | {"a": 1, "b": 2}                    | true
            {"a": 1, "b": 2}           | {"a": 1}                            | false
            {"a": "…"}                 | {"a": {"b": 1}}                     | true
            {"a": "…"}                 | {"b": 1}                            | false
            {"a": [{"b": 1}]}          | {"a": [{"b": 1, "c": 2}]}           | true
            {"a": []}                  | {"a": [1]}                          | false
            {"a": [1, 2]}              | {"a": [2, 1]}                       | false
            {"a": true}                | {"a": false}                        | false
            {"a": 1}                   | {"a": 2} {"a": 1}                   | true
            {"a": 1}                   | {"a": 1} {"a": 2}                   | false
            {"a": 1} {"a": 2}          | {"a": 2}                            | false
            """)
    void repliesHaveTheMembersOfThePage(String page, String output, boolean fits) {
        assertEquals(fits, Shown.of("json", page).orElseThrow().isIn(output));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # the page says            | it shows                            | fits
            whole: …; it goes on       | whole: 7 entries; it goes on        | true
            whole: …; it goes on       | whole: 7 entries                    | false
            whole                      | whole: 7 entries                    | false
            a.c                        | abc                                 | false
            """)
    void linesAreThoseOfThePage(String page, String output, boolean fits) {
        assertEquals(fits, Shown.of("text", page).orElseThrow().isIn("before\r" + output + "\nafter"));
    }

    @Test
    void whatIsNoReplyIsNotTakenForOne() {
        var shown = Shown.of("json", "{\"a\": 1}").orElseThrow();
        assertThrows(AssertionError.class, () -> shown.isIn("curl: (7) nobody is there"));
    }
}
