package dev.askfirst.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers send is read strictly, and what is wrong with it is said in their words. */
class JsonTest {

    private static final int LIMIT = 1000;
    private static final Pattern OUR_WORDS =
            Pattern.compile("java|jackson|dev\\.askfirst|Exception|Token\\b|Stream|Feature|\\.class|\\$");

    enum Colour {
        RED,
        DARK_BLUE
    }

    record Thing(String text, Integer number, boolean flag, Instant at, Colour colour, UUID id, List<Thing> things) {}

    @Test
    void readsWhatIsRight() {
        var thing = read("""
                {"text":"é","number":7,"flag":true,"at":"2026-11-22T11:00:00.1234567+01:00","colour":"dark_blue",
                 "id":"0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e3f","things":[{}]}""");
        var id = UUID.fromString("0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e3f");
        var at = Instant.parse("2026-11-22T10:00:00.123456Z");
        var none = new Thing(null, null, false, null, null, null, null);
        assertEquals(new Thing("é", 7, true, at, Colour.DARK_BLUE, id, List.of(none)), thing);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # body                             | detail
        ''                                 | `body` must be an object
        null                               | `body` is not a JSON object
        []                                 | `body` must be an object
        "text"                             | `body` must be an object
        {                                  | `body` is not JSON: Unexpected end-of-input
        {"text":"a"} {}                    | `body` goes on after its end
        {"text":"a",}                      | `body` is not JSON
        {text:"a"}                         | `body` is not JSON
        {"text":"a","text":"b"}            | `body` is not JSON: Duplicate field 'text'
        {"colours":1}                      | `colours` is not a member of this request
        {"things":[{},{"colours":1}]}      | `things.1.colours` is not a member of this request
        {"text":7}                         | `text` must be text
        {"text":true}                      | `text` must be text
        {"text":{}}                        | `text` must be text
        {"number":"7"}                     | `number` must be a whole number
        {"number":7.0}                     | `number` must be a whole number
        {"number":1e3}                     | `number` must be a whole number
        {"number":99999999999}             | `number`
        {"number":NaN}                     | `body` is not JSON: Non-standard token 'NaN' at line 1, column 14
        {"number":1111111111111111111111111111111111111111111} | `body` is not JSON: Number value length (43) exceeds the maximum allowed (40)
        {"flag":"true"}                    | `flag` must be `true` or `false`
        {"flag":1}                         | `flag` must be `true` or `false`
        {"at":"2026-11-22"}                | `at` must be a time such as
        {"at":1795341600}                  | `at` must be a time such as
        {"at":"10000-01-01T00:00:00Z"}     | `at` must be a time such as
        {"colour":"RED"}                   | `colour` must be one of `red`, `dark_blue`
        {"colour":0}                       | `colour` must be one of `red`, `dark_blue`
        {"id":"7"}                         | `id` must be an id such as
        {"things":{}}                      | `things` must be a list
        """)
    void whatIsWrongIsNamedInTheCallersWords(String body, String detail) {
        var fault = assertThrows(Fault.class, () -> read(body));
        assertEquals(ProblemCode.INVALID_REQUEST, fault.code());
        assertTrue(fault.getMessage().startsWith(detail), fault.getMessage());
        assertFalse(OUR_WORDS.matcher(fault.getMessage()).find(), fault.getMessage());
    }

    static Stream<String> monsters() {
        return Stream.of(
                "[".repeat(200),
                "{\"things\":[".repeat(9),
                "{\"" + "n".repeat(300) + "\":1}",
                "{\"text\":\"" + "t".repeat(70_000) + "\"}",
                "{\"number\":" + "9".repeat(900) + "}");
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void depthAndLengthsAreBounded(String body) {
        var fault = assertThrows(Fault.class, () -> Json.read(stream(body), Thing.class, 1_000_000));
        assertEquals(ProblemCode.INVALID_REQUEST, fault.code());
        assertTrue(fault.getMessage().length() < 200, fault.getMessage());
        assertFalse(OUR_WORDS.matcher(fault.getMessage()).find(), fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT - 1, LIMIT})
    void aBodyUpToTheLimitIsReadHoweverItArrives(int length) {
        var body = "x".repeat(length).getBytes(UTF_8);
        assertArrayEquals(body, Json.bytes(new ByteArrayInputStream(body), LIMIT));
        assertArrayEquals(body, Json.bytes(trickle(body), LIMIT));
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, LIMIT + 2, 50 * LIMIT})
    void aLongerOneIsRefused(int length) {
        var body = new byte[length];
        for (var stream : List.of(new ByteArrayInputStream(body), trickle(body))) {
            var fault = assertThrows(Fault.class, () -> Json.bytes(stream, LIMIT));
            assertEquals(ProblemCode.TOO_LARGE, fault.code());
        }
    }

    /** Never says that more is there, as a body does of which the rest is still on its way. */
    private static InputStream trickle(byte[] body) {
        return new FilterInputStream(new ByteArrayInputStream(body)) {
            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static Thing read(String body) {
        return Json.read(stream(body), Thing.class, LIMIT);
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(UTF_8));
    }
}
