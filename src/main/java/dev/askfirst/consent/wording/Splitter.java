package dev.askfirst.consent.wording;

import java.util.ArrayList;
import java.util.List;

/** Splits folded lines into sentences and words, one character after the other. */
final class Splitter {

    private static final String ENDS = ".!?。！？।؟;؛…";
    private static final String ASKS = "?？؟";
    private static final String PAUSES = ",،、，:：()（）[]–—";
    private static final String OPENS = "„“«»「『《\"";
    private static final String CLOSES = "“”«»」』》\"";

    /** Mail programs break lines that are longer than this, wherever a sentence is. */
    private static final int WRAPPED = 60;

    private final List<Sentence> sentences = new ArrayList<>();
    private List<String> tokens = new ArrayList<>();
    private List<Boolean> starts = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean pause = true;
    private boolean quoted;

    /** An empty line ends a sentence; any other may end in the middle of one. */
    void line(String folded) {
        folded.codePoints().forEach(this::next);
        endWord();
        if (folded.isEmpty()) endSentence(false);
        if (folded.length() < WRAPPED) pause = true;
    }

    /** Ends the text. */
    List<Sentence> end() {
        endSentence(false);
        return List.copyOf(sentences);
    }

    private void next(int letter) {
        if (Sentence.isLetter(letter)) {
            letter(letter);
            return;
        }
        endWord();
        if (isOneOf(ENDS, letter)) endSentence(isOneOf(ASKS, letter));
        else if (quoted ? isOneOf(CLOSES, letter) : isOneOf(OPENS, letter)) quote();
        else if (isOneOf(PAUSES, letter)) pause = true;
    }

    private void letter(int letter) {
        var whole = Sentence.isWhole(letter);
        if (whole) endWord();
        word.appendCodePoint(letter);
        if (whole) endWord();
    }

    private void quote() {
        endSentence(false);
        quoted = !quoted;
    }

    private void endWord() {
        if (word.isEmpty()) return;
        tokens.add(word.toString());
        starts.add(pause);
        word.setLength(0);
        pause = false;
    }

    private void endSentence(boolean asks) {
        endWord();
        if (!tokens.isEmpty()) sentences.add(new Sentence(tokens, starts, asks, quoted));
        tokens = new ArrayList<>();
        starts = new ArrayList<>();
        pause = true;
    }

    private static boolean isOneOf(String marks, int letter) {
        return marks.indexOf(letter) >= 0;
    }
}
