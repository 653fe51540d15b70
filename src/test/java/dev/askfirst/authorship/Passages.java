package dev.askfirst.authorship;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Made-up text by the word, without the words: a passage knows the least rank of each value among its own shingles, so that the
 * fingerprint of a text follows from its passages. It is what a real one would be, but for the two shingles at each seam, and costs
 * a thousandth.
 */
public final class Passages {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /**
     * Some words in a row.
     *
     * @param least by value, unsigned
     */
    public record Passage(int words, int[] least) {}

    private Passages() {}

    /** Words that stand nowhere else. */
    public static Passage of(SplittableRandom random, int words) {
        var least = new int[Fingerprint.SIZE];
        Arrays.fill(least, -1);
        for (var i = 0; i < words; i++) {
            var shingle = random.nextLong();
            for (var k = 0; k < least.length; k++) {
                var rank = rank(shingle, k);
                if (Integer.compareUnsigned(rank, least[k]) < 0) least[k] = rank;
            }
        }
        return new Passage(words, least);
    }

    private static int rank(long shingle, int value) {
        var h = (shingle + value * GOLDEN) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return (int) (h ^ h >>> 31);
    }

    /** The text that these passages make, in whatever order. */
    public static Passage of(Passage... passages) {
        var words = 0;
        var least = new int[Fingerprint.SIZE];
        Arrays.fill(least, -1);
        for (var passage : passages) {
            words += passage.words();
            for (var i = 0; i < least.length; i++)
                if (Integer.compareUnsigned(passage.least()[i], least[i]) < 0) least[i] = passage.least()[i];
        }
        return new Passage(words, least);
    }

    /** What is told of it. */
    public static Sample told(Passage text) {
        var values = new short[Fingerprint.SIZE];
        for (var i = 0; i < values.length; i++) values[i] = (short) text.least()[i];
        return new Sample(new Fingerprint(MONTH, values), text.words());
    }
}
