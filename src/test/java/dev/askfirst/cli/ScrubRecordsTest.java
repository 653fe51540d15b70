package dev.askfirst.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists are cut between rows, wherever rows end, and no byte of them changes. */
class ScrubRecordsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '~', textBlock = """
            # ' stands for a quote
            a,b\\n1,2\\n                   ! a,b\\n ; 1,2\\n
            a,b\\r\\n1,2\\r\\n             ! a,b\\r\\n ; 1,2\\r\\n
            a\\r1\\r                       ! a\\r ; 1\\r
            a\\n1                          ! a\\n ; 1
            'a\\nb',2\\n3,4\\n             ! 'a\\nb',2\\n ; 3,4\\n
            1,'say ''x\\n'' y'\\n3\\n      ! 1,'say ''x\\n'' y'\\n ; 3\\n
            1,5' wide\\n2,6' wide\\n       ! 1,5' wide\\n ; 2,6' wide\\n
            '',x\\n'''',y\\n               ! '',x\\n ; '''',y\\n
            a\\n\\n\\r\\n1\\n              ! a\\n ; 1\\n
            """)
    void rowsOfCsv(String text, String wanted) throws IOException {
        var records = new ArrayList<String>();
        for (var it : records(real(text), ',')) records.add(new String(it, UTF_8));
        var expected = new ArrayList<String>();
        for (var it : wanted.split(" ; ")) expected.add(real(it));
        assertEquals(expected, records);
    }

    @Test
    void aMarkBeforeTheFirstQuoteIsPassedOver() throws IOException {
        assertEquals(2, records("\uFEFF\"na\nme\",b\n1,2\n", ',').size());
    }

    @Test
    void linesOfNdjsonEndWhereTheyEnd() throws IOException {
        var lines = records("{\"a\":\"1\"}\n \n\n{\"b\":\"\\\"\\n\"}\r\n{}", ScrubRecords.NO_SEPARATOR);
        assertEquals(3, lines.size());
        assertEquals("{\"b\":\"\\\"\\n\"}\r\n", new String(lines.get(1), UTF_8));
    }

    /** The reader of the service tells rows apart in the same way. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rowsAreThoseOfTheReader(long seed) throws IOException {
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++) {
            var text = new StringBuilder("h,i\n");
            for (var n = random.nextInt(12); n > 0; n--)
                text.append(cell(random)).append(random.nextBoolean() ? "," : "\n");
            text.append("z\n");
            var records = records(text.toString(), ',');
            var read = fields(text.toString());
            assertEquals(read.size(), records.size(), text::toString);
            for (var n = 0; n < read.size(); n++) {
                var alone = fields(new String(records.get(n), UTF_8));
                assertEquals(List.of(read.get(n)), alone, text::toString);
            }
        }
    }

    @Test
    void piecesMakeTheListAgainAndCanBeginAtAnyOfTheirEnds() throws IOException {
        var text = new StringBuilder("\uFEFFsep=;\r\nname;email\r\n");
        for (var i = 0; i < 5_000; i++) text.append("\"Ana\r\n\";ana%d@test.example\r\n".formatted(i));
        var file = Files.writeString(folder.resolve("list.csv"), text);
        var head = "\uFEFFsep=;\r\nname;email\r\n".getBytes(UTF_8);
        var rows = new ByteArrayOutputStream();
        rows.write(head);
        var count = 0;
        try (var pieces = ScrubPieces.of(file, true, 0)) {
            for (var next = pieces.next(); next.isPresent(); next = pieces.next()) {
                var piece = next.get();
                count += piece.rows();
                rows.write(piece.body(), head.length, piece.body().length - head.length);
                assertEquals(rows.size(), piece.end());
                try (var again = ScrubPieces.of(file, true, piece.from())) {
                    assertArrayEquals(piece.body(), again.next().orElseThrow().body());
                }
            }
        }
        assertEquals(5_000, count);
        assertArrayEquals(Files.readAllBytes(file), rows.toByteArray());
    }

    private static List<List<String>> fields(String text) {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .stream()
                .map(CsvRecord::getFields)
                .toList();
    }

    private static String cell(Random random) {
        var parts = List.of("a", "\"b\"", "\"x,y\"", "\"l\nm\"", "\"q\"\"r\"", "", "\"\"", "c d", "\"\r\n\"");
        return parts.get(random.nextInt(parts.size()));
    }

    private static String real(String text) {
        return text.strip().replace("'", "\"").replace("\\n", "\n").replace("\\r", "\r");
    }

    private static List<byte[]> records(String text, char separator) throws IOException {
        var records = new ScrubRecords(new ByteArrayInputStream(text.getBytes(UTF_8)), separator);
        var all = new ArrayList<byte[]>();
        for (var next = records.next(); next.isPresent(); next = records.next()) all.add(next.get());
        return all;
    }
}
