package dev.askfirst.authorship;

import java.util.List;

/**
 * How a text compares with others of the same controller. What stands in several texts that are otherwise unlike, such as a legal
 * footer, is not compared: who has only that in common has written something else.
 */
public final class Likeness {

    /** How another text compares. */
    public enum Kind {
        /** Alike and of the same length, but for a few words: one text, in which names and the like differ. */
        COPY,
        /** Alike, but somewhat longer or shorter: it could be one text, or two with much in common. */
        NEAR,
        /** They have a part in common, and otherwise one is much longer than the other. */
        SHARES_PART,
        UNLIKE
    }

    /** So many texts, no two of them copies, that have a value in common have it from what stands below all of them. */
    static final int WITNESSES = 3;

    /** So many values must be left to compare. */
    static final int FEWEST = 24;

    /** Of a text of which it is known that it went to several so many values of 64 are enough. */
    private static final int KNOWN = 18;

    /** Fields and synonyms make copies differ in length: by so many words, and by so much of what they do not have in common. */
    private static final double FEW_WORDS = 2;

    private static final double FEW_PARTS = 0.08;

    /** Nothing but other sentences makes texts differ by more than this. */
    private static final double SOME_WORDS = 4;

    private static final double SOME_PARTS = 0.25;

    private final Sample text;
    private final boolean[] common = new boolean[Fingerprint.SIZE];
    private final int left;

    private Likeness(Sample text, List<Sample> others) {
        this.text = text;
        var seen = new int[Fingerprint.SIZE];
        for (var other : others) {
            for (var i = 0; i < seen.length; i++) if (isEqual(other, i)) seen[i]++;
        }
        var compared = 0;
        for (var i = 0; i < seen.length; i++) {
            common[i] = seen[i] >= WITNESSES;
            if (!common[i]) compared++;
        }
        this.left = compared;
    }

    /**
     * For comparing a text.
     *
     * @param others texts of the same controller and month that have something in common with it; no two of them are copies
     */
    public static Likeness of(Sample text, List<Sample> others) {
        return new Likeness(text, others);
    }

    /** How many of its values are its own, and are compared. */
    public int compared() {
        return left;
    }

    /**
     * How the other text compares, but for what is common. Those with too little of their own are like nothing.
     *
     * @param known whether it is known of the other one that it went to several: then less is enough
     */
    public Kind to(Sample other, boolean known) {
        if (left < FEWEST) return Kind.UNLIKE;
        var shared = 0;
        for (var i = 0; i < common.length; i++) if (!common[i] && isEqual(other, i)) shared++;
        return shared * Fingerprint.SIZE < (known ? KNOWN : Fingerprint.ALIKE) * left ? Kind.UNLIKE : kind(text, other);
    }

    /** How two texts compare, whatever others have in common with them. */
    public static Kind between(Sample one, Sample other) {
        return one.fingerprint().isAlike(other.fingerprint()) ? kind(one, other) : Kind.UNLIKE;
    }

    private static Kind kind(Sample one, Sample other) {
        var longer = Math.abs(one.words() - other.words());
        var apart = apart(one, other);
        if (longer <= FEW_WORDS + FEW_PARTS * apart) return Kind.COPY;
        return longer <= SOME_WORDS + SOME_PARTS * apart ? Kind.NEAR : Kind.SHARES_PART;
    }

    private boolean isEqual(Sample other, int place) {
        return text.fingerprint().value(place) == other.fingerprint().value(place);
    }

    /** About how many words of both together are in only one of them. */
    private static double apart(Sample one, Sample other) {
        var alike = (double) one.fingerprint().shared(other.fingerprint()) / Fingerprint.SIZE;
        return (one.words() + other.words()) * (1 - alike) / (1 + alike);
    }
}
