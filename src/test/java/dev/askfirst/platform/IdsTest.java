package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are those of RFC 9562: version 7 sorts by its time, version 8 is all hash. */
class IdsTest {

    private static final int MANY = 100_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # instant                   | first half of the id
        1970-01-01T00:00:00Z        | 00000000-0000-7000
        2022-02-22T19:22:22Z        | 017f22e2-79b0-7000
        2022-02-22T19:22:22.0005Z   | 017f22e2-79b0-7800
        2022-02-22T19:22:22.000999Z | 017f22e2-79b0-7ffb
        9999-12-31T23:59:59.999999Z | e677d21f-dbff-7ffb
        """)
    void aVersion7HoldsItsInstant(Instant at, String start) {
        for (var i = 0; i < 100; i++) {
            var id = Ids.at(at);
            assertTrue(id.toString().startsWith(start), id::toString);
            assertEquals(7, id.version());
            assertEquals(2, id.variant());
        }
    }

    @Test
    void laterIdsAreGreaterToTheMicrosecond() {
        var random = new Random(9562);
        var at = Instant.parse("2026-11-22T10:00:00Z");
        var before = Ids.at(at).toString();
        for (var i = 0; i < MANY; i++) {
            at = at.plusNanos(1000L * (1 + random.nextInt(1500)));
            var id = Ids.at(at).toString();
            assertTrue(before.compareTo(id) < 0, before + " before " + id);
            before = id;
        }
    }

    @Test
    void idsOfOneInstantDifferOnAllThreads() {
        var at = Instant.parse("2026-11-22T10:00:00Z");
        var ids = ConcurrentHashMap.<UUID>newKeySet();
        IntStream.range(0, MANY).parallel().forEach(_ -> ids.add(Ids.at(at)));
        assertEquals(MANY, ids.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000000000000000000",
                "ffffffffffffffffffffffffffffffff",
                "0123456789abcdef0123456789abcdef00"
            })
    void aVersion8KeepsAllOtherBitsOfItsHash(String hash) {
        var id = Ids.ofHash(HexFormat.of().parseHex(hash));
        assertEquals(8, id.version());
        assertEquals(2, id.variant());
        var hex = id.toString().replace("-", "");
        assertEquals(hash.substring(0, 12) + "8" + hash.substring(13, 16), hex.substring(0, 16));
        assertEquals(hash.substring(17, 32), hex.substring(17));
        assertEquals(Character.digit(hash.charAt(16), 16) & 3, Character.digit(hex.charAt(16), 16) & 3);
    }

    @Test
    void anIdIsTheSameAfterItWasBytes() {
        for (var i = 0; i < 1000; i++) {
            var id = UUID.randomUUID();
            assertEquals(id.toString().replace("-", ""), HexFormat.of().formatHex(Ids.bytes(id)));
            var padded = new byte[20];
            System.arraycopy(Ids.bytes(id), 0, padded, 3, 16);
            assertEquals(id, Ids.fromBytes(padded, 3));
        }
    }

    @Test
    void noTwoSaltsAreAlike() {
        var salts = new HashSet<String>();
        for (var i = 0; i < MANY; i++) salts.add(HexFormat.of().formatHex(Ids.salt()));
        assertEquals(MANY, salts.size());
        assertArrayEquals(
                new int[] {32},
                salts.stream().mapToInt(String::length).distinct().toArray());
    }
}
