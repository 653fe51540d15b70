package dev.askfirst.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.EntryFormat.Kind;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries have the bytes that somebody else's implementation of RFC 8785 makes of the same JSON. */
class CanonicalJsonTest {

    private static final int ENTRIES = 5_000;
    private static final long MOST_EXACT = 1L << 53;
    private static final String ODD = "aZ09 \"\\/\b\f\n\r\t\u0000\u0001\u001f\u007f\u0080\u2028<>&'é€ﬀ\ufb33\uffff";

    private final Random random = new Random(8785);

    static List<Kind> kinds() {
        return EntryFormat.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theExampleOfEveryKindIsCanonical(Kind kind) throws IOException {
        assertEquals(theirs(kind.json()), kind.json());
        assertEquals(kind.json(), Entry.of(Json.MAPPER.readTree(kind.json())).json());
    }

    @Test
    void whateverStandsInAnEntryItHasTheSameBytes() throws IOException {
        for (var i = 0; i < ENTRIES; i++) {
            var members = object(3);
            var written = shuffled(members);
            assertEquals(theirs(written), Entry.of(members).json(), written);
            assertEquals(theirs(written), Entry.canonical(Json.MAPPER.readTree(written)), written);
        }
    }

    /** By UTF-16 code units: a letter from the supplementary planes comes before the last ones of the basic plane. */
    @Test
    void membersHaveTheSameOrder() throws IOException {
        var written =
                "{\"\ufb33\":1,\"😀\":2,\"€\":3,\"a\":4,\"A\":5,\"\":6,\"aa\":7,\"\\r\":8,\"1\":9,\"10\":10,\"2\":11}";
        assertEquals(theirs(written), Entry.canonical(Json.MAPPER.readTree(written)));
    }

    /** The one difference: whole numbers are exact, where the RFC has them rounded to the next double. None is that large. */
    @ParameterizedTest
    @ValueSource(longs = {MOST_EXACT + 1, -MOST_EXACT - 1, Long.MAX_VALUE})
    void numbersThatNoDoubleHoldsAreExact(long number) throws IOException {
        var written = String.valueOf(number);
        assertEquals(written, Entry.canonical(Json.MAPPER.readTree(written)));
        assertNotEquals(theirs("[" + written + "]"), "[" + written + "]");
    }

    private static String theirs(String json) throws IOException {
        return new JsonCanonicalizer(json).getEncodedString();
    }

    private ObjectNode object(int depth) {
        var object = Json.MAPPER.createObjectNode();
        for (var n = random.nextInt(6); n > 0; n--) object.set("k" + text(), value(depth));
        return object;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> Json.MAPPER.getNodeFactory().textNode(text());
            case 1 -> Json.MAPPER.getNodeFactory().numberNode(random.nextLong(-MOST_EXACT, MOST_EXACT + 1));
            case 2 -> Json.MAPPER.getNodeFactory().numberNode(random.nextLong(-3, 3));
            case 3 -> Json.MAPPER.getNodeFactory().booleanNode(random.nextBoolean());
            case 4 -> object(depth - 1);
            default -> {
                var list = Json.MAPPER.createArrayNode();
                for (var n = random.nextInt(4); n > 0; n--) list.add(value(depth - 1));
                yield list;
            }
        };
    }

    private String text() {
        var text = new StringBuilder();
        for (var n = random.nextInt(8); n > 0; n--) {
            switch (random.nextInt(3)) {
                case 0 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
                case 1 -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
                default -> text.append((char) random.nextInt(0xd800));
            }
        }
        return text.toString();
    }

    /** The same object, its members in another order and with white space. */
    private String shuffled(ObjectNode members) {
        var names = new ArrayList<String>();
        members.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        var other = Json.MAPPER.createObjectNode();
        names.forEach(name -> other.set(name, members.get(name)));
        return other.toPrettyString();
    }
}
