package dev.askfirst.decision.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream falls into lines wherever its bytes happen to be cut; each is a question, or one that is wrong. */
public class QuestionLinesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        # case                            | bytes                                    | lines
        nothing at all                    | ''                                       | ''
        one line                          | {"to":"a"};                              | a
        the last one without its end      | {"to":"a"};{"to":"b"}                    | a b
        an empty line is skipped          | {"to":"a"};;{"to":"b"};                  | a b
        one of white space too            | {"to":"a"};  ;{"to":"b"};                | a b
        empty ones at both ends           | ;;{"to":"a"};;                           | a
        nothing but empty ones            | ;;;                                      | ''
        half a question                   | {"to":"a";{"to":"b"};                    | body b
        two in one line                   | {"to":"a"}{"to":"b"};{"to":"c"};         | body c
        no object                         | [];3;"to";null;{"to":"c"};               | body body body body c
        an unknown member                 | {"to":"a","mood":1};{"to":"b"};          | mood b
        """)
    void everyLineIsAnItem(String name, String bytes, String lines) throws IOException {
        assertEquals(
                lines,
                text(items(new ByteArrayInputStream(bytes.replace(';', '\n').getBytes(UTF_8)))));
    }

    @Test
    void whereTheBytesAreCutDoesNotMatter() throws IOException {
        var names = IntStream.range(0, 3_000).mapToObj(i -> "n" + i).toList();
        var bytes = names.stream()
                .map("{\"to\":\"%s\"}\n"::formatted)
                .collect(Collectors.joining())
                .getBytes(UTF_8);
        for (var most : new int[] {1, 7, 100, 5_000, 1_000_000}) {
            assertEquals(String.join(" ", names), text(items(cut(bytes, most))), "at most " + most + " at once");
        }
    }

    @Test
    void aLineThatIsTooLongIsSkippedAndNamed() throws IOException {
        for (var length : new int[] {QuestionLines.LONGEST + 1, 3 * QuestionLines.LONGEST, 1_000_000}) {
            var line = "{\"to\":\"a\"" + " ".repeat(length) + "}";
            var bytes = ("{\"to\":\"x\"}\n" + line + "\n{\"to\":\"y\"}\n" + line).getBytes(UTF_8);
            assertEquals("x TOO_LARGE y TOO_LARGE", text(items(cut(bytes, 10_000))), "length " + length);
        }
        var justFits = "{\"to\":\"a\"" + " ".repeat(QuestionLines.LONGEST - 10) + "}\n";
        assertEquals("a a", text(items(cut((justFits + justFits).getBytes(UTF_8), 10_000))));
    }

    @Test
    void whatIsHereIsGivenBeforeMoreIsWaitedFor() throws IOException {
        var parts = List.of("{\"to\":\"a\"}\n{\"to\":", "\"b\"}\n").iterator();
        var lines = new QuestionLines(new InputStream() {
            @Override
            public int read(byte[] to, int from, int most) {
                var part = parts.next().getBytes(UTF_8);
                System.arraycopy(part, 0, to, from, part.length);
                return part.length;
            }

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }
        });
        assertEquals("a", text(lines.next()));
        assertTrue(parts.hasNext(), "the rest was not asked for yet");
        assertEquals("b", text(lines.next()));
    }

    private static List<QuestionReader.Item> items(InputStream in) throws IOException {
        var lines = new QuestionLines(in);
        var all = new ArrayList<QuestionReader.Item>();
        for (var some = lines.next(); !some.isEmpty(); some = lines.next()) {
            assertTrue(some.size() <= 256, "never more than fit one asking");
            all.addAll(some);
        }
        return all;
    }

    private static InputStream cut(byte[] bytes, int most) {
        var random = new Random(3);
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int from, int length) {
                return super.read(to, from, Math.min(length, 1 + random.nextInt(most)));
            }
        };
    }

    private static String text(List<QuestionReader.Item> items) {
        return items.stream().map(QuestionLinesTest::text).collect(Collectors.joining(" "));
    }

    private static String text(QuestionReader.Item item) {
        return switch (item) {
            case QuestionReader.Item.Question(var request) -> request.to();
            case QuestionReader.Item.Wrong(Fault fault) ->
                fault.errors().isEmpty()
                        ? fault.code().name()
                        : fault.errors().getFirst().field();
        };
    }
}
