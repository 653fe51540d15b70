package dev.askfirst.authorship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published vectors, which the clients for Python and Node run too: their values were made by the one for Python. */
class FingerprintVectorsTest {

    private static final Path FILE = Path.of("src/test/resources/vectors/fingerprints.json");
    private static final JsonNode VECTORS = read();

    @TestFactory
    Stream<DynamicTest> theServiceSaysTheSame() {
        return rows("vectors")
                .map(row -> DynamicTest.dynamicTest(row.get("id").textValue(), () -> {
                    var words = Words.of(row.get("text").textValue());
                    var tokens = StreamSupport.stream(row.get("tokens").spliterator(), false)
                            .map(JsonNode::textValue)
                            .toList();
                    assertEquals(tokens, words.tokens());
                    assertEquals(row.get("words").intValue(), words.count());
                    var expected = Optional.ofNullable(row.get("fingerprint")).map(JsonNode::textValue);
                    assertEquals(expected, made(row).map(Fingerprint::text));
                }));
    }

    @Test
    void textsShareAsManyValuesAsTheFileSays() {
        var made = new HashMap<String, Fingerprint>();
        rows("vectors")
                .forEach(row -> made(row).ifPresent(it -> made.put(row.get("id").textValue(), it)));
        var shared = new HashMap<String, Integer>();
        rows("pairs").forEach(pair -> {
            var one = made.get(pair.get("one").textValue());
            var other = made.get(pair.get("other").textValue());
            assertEquals(pair.get("shared").intValue(), one.shared(other), pair::toString);
            assertEquals(one.isAlike(other), pair.get("shared").intValue() >= Fingerprint.ALIKE);
            shared.put(pair.get("one").textValue() + " " + pair.get("other").textValue(), one.shared(other));
        });
        assertTrue(shared.get("plain merged") >= Fingerprint.ALIKE, "the same letter to somebody else");
        assertEquals(Map.of("plain another-key", 0, "plain another", 0), only(shared, "plain another"));
    }

    private static Map<String, Integer> only(Map<String, Integer> all, String beginning) {
        var some = new HashMap<>(all);
        some.keySet().removeIf(it -> !it.startsWith(beginning));
        return some;
    }

    private static Optional<Fingerprint> made(JsonNode row) {
        var key = HexFormat.of().parseHex(row.get("key").textValue());
        var month = YearMonth.parse(row.get("month").textValue());
        return new FingerprintKey(month, key).of(Words.of(row.get("text").textValue()));
    }

    private static Stream<JsonNode> rows(String name) {
        return StreamSupport.stream(VECTORS.get(name).spliterator(), false);
    }

    private static JsonNode read() {
        try {
            return new JsonMapper().readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
