package dev.askfirst.consent;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.platform.Api.token;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that cannot be read is refused as a whole, with the reason; one that can be read never is. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class UnreadableImportTest {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String QUERY =
            "kind=grants&controller=acme&topic=offers&channel=email&at=2024-01-01T00:00:00Z";
    private static final String FIRST = "mailto:first@unreadable.example";

    /** A file whose first row would be good, and why it is refused. */
    record Unreadable(String name, String type, byte[] body, String why) {
        static Unreadable csv(String name, String text, String why) {
            return new Unreadable(name, CSV, text.getBytes(UTF_8), why);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Unreadable> unreadable() {
        var good = "contact,evidence.note\n" + FIRST + ",Köln\n";
        var long2Mb = "x".repeat(2_000_000);
        return Stream.of(
                Unreadable.csv("no bytes", "", "`body` is empty"),
                Unreadable.csv("a byte order mark alone", "\uFEFF", "`body` has no header row with a column `contact`"),
                Unreadable.csv("no header", FIRST + ",x\n", "`body` has no header row with a column `contact`"),
                Unreadable.csv(
                        "an unknown column",
                        "contact,colour\n" + FIRST + ",red\n",
                        "`body` has an unknown column `colour`"),
                Unreadable.csv(
                        "a column twice",
                        "contact,contact\n" + FIRST + ",x\n",
                        "`body` has the column `contact` twice"),
                Unreadable.csv(
                        "2 MB in one field",
                        good + "a," + long2Mb + "\n",
                        "`body` is not CSV with fields of at most 65536"),
                Unreadable.csv(
                        "2 MB in the header",
                        "contact," + long2Mb + "\n",
                        "`body` is not CSV with fields of at most 65536"),
                Unreadable.csv(
                        "an endless row",
                        good + "a" + ",b".repeat(400_000),
                        "`body` is not CSV with fields of at most"),
                Unreadable.csv(
                        "a quote that never ends",
                        good + "\"a" + ",b\n".repeat(100_000),
                        "`body` is not CSV with fields"),
                Unreadable.csv("a quote closed by the end", good + "a,\"b\nc,d\n", "`body` is not CSV with fields"),
                Unreadable.csv("text after a quote", good + "a,\"b\"c\n", "`body` is not CSV with fields"),
                new Unreadable("ISO 8859-1", CSV, good.getBytes(ISO_8859_1), "`body` is not UTF-8 text"),
                new Unreadable("UTF-16", CSV, good.getBytes(UTF_16), "`body` is UTF-16 text, not UTF-8"),
                new Unreadable(
                        "UTF-16 without a mark",
                        CSV,
                        "contact\nx\n".getBytes(UTF_16LE),
                        "`body` is UTF-16 text, not UTF-8"),
                new Unreadable(
                        "a picture",
                        CSV,
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a},
                        "`body` is not UTF-8"),
                new Unreadable(
                        "a line of 2 MB", NDJSON, ndjson(long2Mb), "`body` has a line of over 262144 characters: 2"),
                new Unreadable("lines in ISO 8859-1", NDJSON, latin(), "`body` is not UTF-8 text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void isRefusedAsAWhole(Unreadable file) {
        var answer = ImportAnswer.send(careless(token(Caller.ADMIN)), file.type(), QUERY, file.body());
        answer.then().statusCode(400).body("type", is("/problems/invalid-request"), "detail", startsWith(file.why()));
        staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\"}".formatted(FIRST))
                .post("/v1/persons/lookup")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # name               | file                                                 | results
        a byte order mark    | <FEFF>contact<LF>mailto:bom@readable.example         | 2 created
        CRLF                 | contact<CRLF>mailto:crlf@readable.example<CRLF>      | 2 created
        CR                   | contact<CR>mailto:cr@readable.example                | 2 created
        no end of line       | contact<LF>mailto:end@readable.example               | 2 created
        blank lines          | <LF>contact<LF><LF>mailto:blank@readable.example<LF> | 4 created
        quotes               | "contact"<LF>"mailto:quote@readable.example"         | 2 created
        columns in any order | at,contact<LF>,mailto:order@readable.example         | 2 created
        a header alone       | contact,at                                           |
        semicolons           | contact;at<LF>mailto:semicolon@readable.example;     | 2 created
        tabs                 | contact<TAB>at<LF>mailto:tab@readable.example<TAB>   | 2 created
        it says semicolons   | sep=;<CRLF>contact;at<CRLF>mailto:sep@readable.example; | 3 created
        it says commas       | sep=,<LF>contact,at<LF>mailto:told@readable.example, | 3 created
        a quoted semicolon   | "contact","at","evidence.note"<LF>"mailto:quoted@readable.example",,"a;b" | 2 created
        capitals             | CONTACT,At<LF>mailto:capital@readable.example,       | 2 created
        spaces in the header | <NBSP>contact , at <LF>mailto:space@readable.example, | 2 created
        spaces in cells      | contact,at<LF><NBSP>mailto:nbsp@readable.example<NBSP>, 2024-02-01T00:00:00Z<NBSP> | 2 created
        a nameless column    | contact,,at<LF>mailto:nameless@readable.example,,    | 2 created
        commas after all     | contact,at,<LF>mailto:after@readable.example,,       | 2 created
        commas after rows    | contact,at<LF>mailto:rows@readable.example,,,        | 2 created
        commas after names   | contact,at,,<LF>mailto:names@readable.example,       | 2 created
        text without a name  | contact,<LF>mailto:noname@readable.example,x         | 2 rejected
        empty rows           | contact,at<LF>,<LF>mailto:rest@readable.example,<LF>" ",<NBSP><LF>,, | 3 created
        NUL in a field       | contact<LF>mailto:n<NUL>ul@readable.example          | 2 rejected
        """)
    void whatCanBeReadIsRead(String name, String file, String result) {
        var csv = file.replace("<FEFF>", "\uFEFF")
                .replace("<CRLF>", "\r\n")
                .replace("<CR>", "\r")
                .replace("<LF>", "\n")
                .replace("<TAB>", "\t")
                .replace("<NBSP>", "\u00A0")
                .replace("<NUL>", "\0");
        var results = ImportAnswer.of(staff(Caller.ADMIN), CSV, QUERY, csv);
        var rows = results.subList(0, results.size() - 1).stream().map(it -> it.split(" invalid")[0]);
        assertEquals(result == null ? List.of() : List.of(result), rows.toList());
    }

    private static byte[] ndjson(String note) {
        return ("{\"contact\":\"%s\"}\n{\"note\":\"%s\"}\n".formatted(FIRST, note)).getBytes(UTF_8);
    }

    private static byte[] latin() {
        return "{\"contact\":\"%s\",\"evidence.note\":\"Köln\"}\n"
                .formatted(FIRST)
                .getBytes(ISO_8859_1);
    }
}
