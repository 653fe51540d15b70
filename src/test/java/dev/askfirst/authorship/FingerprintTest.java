package dev.askfirst.authorship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a fingerprint is written, and how well it tells how much two texts have in common. */
class FingerprintTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final FingerprintKey KEY = new FingerprintKey(MONTH, new byte[32]);
    private static final List<String> WORDS = words();

    @Test
    void itIsReadAsItWasWritten() {
        var random = new Random(1);
        for (var i = 0; i < 100; i++) {
            var made = KEY.of(Words.of(text(random, 30))).orElseThrow();
            assertEquals(Optional.of(made), Fingerprint.parse(made.text()));
            assertEquals(MONTH, Fingerprint.parse(made.text()).orElseThrow().month());
            assertEquals(Fingerprint.SIZE, made.shared(made));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11.",
                "2026-11.AAAA",
                "2026-13.%A",
                "2026-00.%A",
                "26-11.%A",
                "2026-11.%=",
                "2026-11.%B",
                " 2026-11.%A",
                "2026-11.%A\n",
                "2026-11.%AA",
                "2026-11%A",
                "2026-11.%+"
            })
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), Fingerprint.parse(text.replace("%", "A".repeat(170))));
    }

    @Test
    void anotherMonthOrKeyIsAnotherFingerprint() {
        var words = Words.of(text(new Random(2), 60));
        var december =
                new FingerprintKey(MONTH.plusMonths(1), new byte[32]).of(words).orElseThrow();
        var other = new FingerprintKey(MONTH, "another key of thirty-two bytes.".getBytes(StandardCharsets.US_ASCII))
                .of(words)
                .orElseThrow();
        var made = KEY.of(words).orElseThrow();
        assertEquals(0, made.shared(december));
        assertFalse(made.isAlike(other));
        assertNotEquals(made, other);
    }

    @Test
    void fewerThanTwentyWordsHaveNone() {
        var random = new Random(3);
        assertEquals(Optional.empty(), KEY.of(Words.of(text(random, 19))));
        assertTrue(KEY.of(Words.of(text(random, 20))).isPresent());
    }

    /** Of 64 values about the part is shared that the texts have in common, and spread as 64 independent draws are. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 16, 30})
    void asManyValuesAreSharedAsTheTextsHaveInCommon(int changed) {
        var random = new Random(4 + changed);
        var off = 0.0;
        var square = 0.0;
        var expected = 0.0;
        var tries = 2_000;
        for (var i = 0; i < tries; i++) {
            var one = drawn(random, 60);
            var other = new ArrayList<>(one);
            var places = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
            Collections.shuffle(places, random);
            for (var place : places.subList(0, changed)) other.set(place, WORDS.get(random.nextInt(WORDS.size())));
            var common = common(one, other);
            var shared = KEY.of(Words.of(String.join(" ", one)))
                    .orElseThrow()
                    .shared(KEY.of(Words.of(String.join(" ", other))).orElseThrow());
            off += shared - 64 * common;
            square += (shared - 64 * common) * (shared - 64 * common);
            expected += 64 * common * (1 - common);
        }
        assertEquals(0, off / tries, 0.5, "values off");
        assertTrue(square <= 1.25 * expected + tries * 0.01, "spread " + square / tries + " of " + expected / tries);
    }

    /** Whoever sends a text cannot keep a processor busy with it. */
    @Test
    void longTextsTakeTimeInProportion() {
        for (var text : List.of(
                "-".repeat(50_000),
                "a".repeat(50_000),
                ">".repeat(50_000),
                "\n>:".repeat(16_000),
                "a ".repeat(25_000),
                "漢".repeat(50_000),
                "1.".repeat(25_000),
                "a@".repeat(25_000),
                "---a".repeat(12_500) + "---",
                text(new Random(5), 7_000))) assertTimeout(Duration.ofSeconds(5), () -> KEY.of(Words.of(text)));
    }

    private static double common(List<String> one, List<String> other) {
        var both = shingles(one);
        var all = shingles(one);
        both.retainAll(shingles(other));
        all.addAll(shingles(other));
        return (double) both.size() / all.size();
    }

    private static HashSet<List<String>> shingles(List<String> words) {
        var all = new HashSet<List<String>>();
        for (var i = 0; i + 3 <= words.size(); i++) all.add(List.copyOf(words.subList(i, i + 3)));
        return all;
    }

    private static String text(Random random, int words) {
        return String.join(" ", drawn(random, words));
    }

    private static List<String> drawn(Random random, int words) {
        var text = new ArrayList<String>();
        for (var i = 0; i < words; i++) text.add(WORDS.get(random.nextInt(WORDS.size())));
        return text;
    }

    private static List<String> words() {
        var random = new Random(6);
        var words = new ArrayList<String>();
        for (var i = 0; i < 5_000; i++) {
            words.add(random.ints(6, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return words;
    }
}
