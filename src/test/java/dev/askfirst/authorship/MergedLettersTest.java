package dev.askfirst.authorship;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One letter to many, with fields that differ for everybody: how well the copies are told, as {@code docs/fingerprints.md} says. */
class MergedLettersTest {

    private static final FingerprintKey KEY = new FingerprintKey(YearMonth.of(2026, 11), new byte[32]);
    private static final int LETTERS = 40;
    private static final int COPIES = 20;
    private static final int TEN = 10;

    private final Random random = new Random(122);

    @ParameterizedTest(name = "{0} words, {1} fields of {2}")
    @CsvSource(textBlock = """
            60, 4, 1, 0.99, 1
            60, 8, 1, 0.9, 0.99
            80, 8, 2, 0.9, 0.9
            120, 8, 2, 0.99, 1
            40, 4, 1, 0.9, 0.97
            """)
    void copiesAreAlike(int words, int fields, int wordsOfField, double pairs, double last) {
        var alike = 0;
        var found = 0;
        for (var letter = 0; letter < LETTERS; letter++) {
            var copies = copies(words, fields, wordsOfField);
            for (var i = 0; i < COPIES; i++)
                for (var j = 0; j < i; j++) if (copies.get(i).isAlike(copies.get(j))) alike++;
            var others = copies.subList(0, COPIES - 1).stream()
                    .filter(copies.getLast()::isAlike)
                    .count();
            if (others + 1 >= TEN) found++;
        }
        var part = (double) alike / (LETTERS * COPIES * (COPIES - 1) / 2);
        assertTrue(part >= pairs, "pairs alike: " + part);
        assertTrue(found >= last * LETTERS, "found by the last: " + found);
    }

    private List<Fingerprint> copies(int words, int fields, int wordsOfField) {
        var letter = drawn(words);
        var places = new ArrayList<>(IntStream.range(0, words).boxed().toList());
        Collections.shuffle(places, random);
        var copies = new ArrayList<Fingerprint>();
        for (var copy = 0; copy < COPIES; copy++) {
            var text = new ArrayList<>(letter);
            for (var place : places.subList(0, fields)) text.set(place, String.join(" ", drawn(wordsOfField)));
            copies.add(KEY.of(Words.of(String.join(" ", text))).orElseThrow());
        }
        return copies;
    }

    private List<String> drawn(int words) {
        var text = new ArrayList<String>();
        for (var i = 0; i < words; i++) {
            text.add(random.ints(5, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return text;
    }
}
