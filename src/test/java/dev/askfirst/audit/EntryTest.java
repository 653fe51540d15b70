package dev.askfirst.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of an entry are fixed for ever: what is hashed today must be hashed alike in ten years. */
class EntryTest {

    private static final UUID ID = UUID.fromString("01A202B2-C57B-774B-9A55-0A4C7C1D2E3F");

    @Test
    void anEntryIsAVersionByteAndCanonicalJson() {
        var expected =
                "{\"a\":\"é\\\"\\\\\\n\\u0001\u007f/\",\"b\":-7,\"c\":true,\"d\":\"2026-11-22T10:00:00.000000Z\","
                        + "\"e\":\"01a202b2-c57b-774b-9a55-0a4c7c1d2e3f\",\"f\":\"00ff\",\"g\":[\"x\",\"y\"],\"h\":[],"
                        + "\"i\":{\"k\":[1,{}],\"l\":null}}";
        assertArrayEquals(
                join(new byte[] {1}, expected.getBytes(StandardCharsets.UTF_8)),
                everything().bytes());
        assertEquals(expected, everything().json());
    }

    @Test
    void theLeafHashIsThatOfRfc6962() throws NoSuchAlgorithmException {
        var bytes = everything().bytes();
        assertArrayEquals(sha256(join(new byte[] {0}, bytes)), everything().leaf());
        assertEquals(
                "2ef735098ecafdf090b58ff7dc32dc0f1cfd9438e87172744baeef0ea1df4dec",
                HexFormat.of().formatHex(new Entry().text("kind", "act").leaf()));
    }

    @Test
    void aPageHoldsTheLeavesOfItsEntriesInTheirOrder() throws NoSuchAlgorithmException {
        var page = new Page(Instant.parse("2026-11-22T10:00:00Z"));
        var leaves = new ByteArrayOutputStream();
        for (var i = 0; i < 600; i++) {
            var entry = new Entry().number("n", i);
            leaves.writeBytes(sha256(join(new byte[] {0, 1}, ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))));
            assertEquals(i, page.add(entry));
        }
        assertEquals(600, page.size());
        assertArrayEquals(leaves.toByteArray(), page.leaves());
    }

    @ParameterizedTest(name = "{1} after {0}")
    @CsvSource({"b,a", "b,b", "a,B", "ab,a", "a,''"})
    void membersComeInAscendingOrder(String first, String second) {
        var entry = new Entry().text(first, "");
        assertThrows(IllegalStateException.class, () -> entry.text(second, ""));
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        var entry = new Entry()
                .time("a", Optional.empty())
                .id("b", Optional.empty())
                .time("c", Optional.of(Instant.EPOCH))
                .id("d", Optional.of(new UUID(0, 0)));
        assertEquals(
                "{\"c\":\"1970-01-01T00:00:00.000000Z\",\"d\":\"00000000-0000-0000-0000-000000000000\"}", entry.json());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # instant                      | in an entry
        2026-11-22T10:00:00Z           | 2026-11-22T10:00:00.000000Z
        2026-11-22T10:00:00.1Z         | 2026-11-22T10:00:00.100000Z
        2026-11-22T10:00:00.123456Z    | 2026-11-22T10:00:00.123456Z
        2026-11-22T10:00:00.123456999Z | 2026-11-22T10:00:00.123456Z
        1969-12-31T23:59:59.999999Z    | 1969-12-31T23:59:59.999999Z
        0001-01-01T00:00:00Z           | 0001-01-01T00:00:00.000000Z
        9999-12-31T23:59:59.999999Z    | 9999-12-31T23:59:59.999999Z
        """)
    void timesHaveSixDigits(Instant at, String text) {
        assertEquals("{\"at\":\"" + text + "\"}", new Entry().time("at", at).json());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        # written                                        | canonical
        { "b" : 1 , "a" : [ 1, "x", true, null, { } ] }  | {"a":[1,"x",true,null,{}],"b":1}
        {"\\u20ac":1,"\\r":2,"1":3,"\\ud83d\\ude00":4,"\\ufb33":5} | {"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}
        "\\u0041\\u00e9\\u0008\\u000c\\u001f\\/"         | "Aé\\b\\f\\u001f/"
        9223372036854775807                              | 9223372036854775807
        """)
    void jsonHasOneCanonicalForm(String written, String canonical) throws JsonProcessingException {
        assertEquals(canonical, Entry.canonical(Json.MAPPER.readTree(written)));
        assertEquals(canonical, Entry.canonical(Json.MAPPER.readTree(canonical)));
    }

    @Test
    void anErasableTextStandsThereAsItsSaltedHash() throws NoSuchAlgorithmException {
        var salt = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        assertArrayEquals(sha256(join(salt, "é".getBytes(StandardCharsets.UTF_8))), Entry.commitment(salt, "é"));
    }

    private static Entry everything() {
        var node = Json.MAPPER.createObjectNode();
        node.putNull("l");
        node.putArray("k").add(1).addObject();
        return new Entry()
                .text("a", "é\"\\\n\u0001\u007f/")
                .number("b", -7)
                .flag("c", true)
                .time("d", Instant.parse("2026-11-22T10:00:00Z"))
                .id("e", ID)
                .hash("f", new byte[] {0, -1})
                .texts("g", List.of("x", "y"))
                .texts("h", List.of())
                .node("i", node);
    }

    private static byte[] join(byte[] one, byte[] other) {
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(one);
        joined.writeBytes(other);
        return joined.toByteArray();
    }

    private static byte[] sha256(byte[] message) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }
}
