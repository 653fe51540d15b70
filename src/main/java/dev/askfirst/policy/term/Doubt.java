package dev.askfirst.policy.term;

import java.util.Optional;

/**
 * A message that is called personal counts as automated if its text went to many, or if nobody can write as much as was written
 * in its author's name. The reason is for the record: its sender is told only what follows from it.
 */
public final class Doubt {

    /** Whoever writes one text to so many does not write to one. */
    static final int MANY = 10;

    /** A human types one word a second at the most, and not for an hour. */
    static final int WORDS_AN_HOUR = 3_600;

    /** Of one text no more words count: it may have been written over days. */
    private static final int OF_ONE_TEXT = 1_200;

    /** Copies of one text are of one length. So many must be, for one that is not: else what they share stands below unlike texts. */
    static final int COPIES_TO_ONE = 8;

    private static final String CONTACTS = "contacts:";
    private static final String WORDS = "words:";

    private Doubt() {}

    /**
     * Whether the text went to many. A few who got the very same text, and some texts of about the same length with a footer in
     * common, are not many.
     */
    public static boolean isSpread(Spread spread) {
        return spread.copies() >= MANY && spread.copies() >= COPIES_TO_ONE * spread.others();
    }

    /** How many words of a text count as written within an hour. */
    public static int counted(int words) {
        return Math.min(words, OF_ONE_TEXT);
    }

    /** Whether more was written in the author's name than anybody can write. */
    public static boolean isTooFast(Spread spread) {
        return spread.words() > WORDS_AN_HOUR;
    }

    /** Whether a message whose text had spread so far is doubted to be personal. */
    public static boolean is(Spread spread) {
        return isSpread(spread) || isTooFast(spread);
    }

    /** The number that the doubt about this message rests on, if there is one. */
    public static Optional<String> of(Question question, Optional<Spread> spread) {
        return question.authorship() == Authorship.PERSONAL
                ? spread.filter(Doubt::is).map(Doubt::source)
                : Optional.empty();
    }

    private static String source(Spread spread) {
        return isSpread(spread) ? CONTACTS + spread.contacts() : WORDS + spread.words();
    }

    /** To how many the text went, where a doubt rests on that; empty if it rests on another number. */
    public static Optional<Integer> contacts(String source) {
        return source.startsWith(CONTACTS)
                ? Optional.of(Integer.valueOf(source.substring(CONTACTS.length())))
                : Optional.empty();
    }
}
