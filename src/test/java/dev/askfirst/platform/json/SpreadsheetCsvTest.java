package dev.askfirst.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of CSV files stay as they were handed out first. */
class SpreadsheetCsvTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # case                        | text            | in the file
        plain                         | acme            | acme
        empty                         | ``              | ``
        with a space at its end       | `a `            | `a `
        not of ASCII                  | é€😀            | é€😀
        with a comma                  | a,b             | "a,b"
        with a quote                  | a"b             | "a""b"
        nothing but quotes            | ""              | "\"""\""
        a semicolon                   | a;b             | a;b
        a comment elsewhere           | #a              | #a
        an equals sign                | =1+1            | '=1+1
        a plus                        | +33612345678    | '+33612345678
        a minus                       | -1              | '-1
        an at sign                    | @a              | '@a
        a formula with a comma        | `=a,"b"`        | `"'=a,""b\"""`
        a sign that is not the first  | 1=1             | 1=1
        """)
    void everyCellIsWrittenSo(String name, String text, String written) {
        assertEquals("x," + written + ",\r\n", row("x", text, ""));
    }

    @Test
    void controlCharactersAreQuoted() {
        assertEquals("x,\"a\r\nb\",\"a\u0001b\",\"a\tb\"\r\n", row("x", "a\r\nb", "a\u0001b", "a\tb"));
        assertEquals("x,\"'\tb\",\"'\rb\",\"\nb\"\r\n", row("x", "\tb", "\rb", "\nb"));
    }

    @Test
    void rowsAreAdded() {
        var to = new StringBuilder("a,b\r\n");
        SpreadsheetCsv.row(to, "1", "2");
        SpreadsheetCsv.row(to, "", "");
        assertEquals("a,b\r\n1,2\r\n,\r\n", to.toString());
    }

    private static String row(String... cells) {
        var to = new StringBuilder();
        SpreadsheetCsv.row(to, cells);
        return to.toString();
    }
}
