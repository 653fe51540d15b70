package dev.askfirst.authorship;

import java.util.ArrayList;
import java.util.List;

/** Goes through a normalised text once, in which each address is an {@code @}, and takes its words and marks from it. */
final class WordReader {

    private static final String JOINS = ".,:/-";

    private final int[] text;
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private int count;

    WordReader(String normal) {
        this.text = normal.codePoints().toArray();
    }

    Words read() {
        while (at < text.length) {
            if (text[at] == '@') address();
            else if (isNumber(text[at])) number();
            else if (isLetter(text[at])) letters();
            else at++;
        }
        return new Words(tokens, count);
    }

    private void address() {
        at++;
        mark(Words.ADDRESS);
    }

    private void number() {
        while (at < text.length && (isNumber(text[at]) || isJoined())) at++;
        mark(Words.NUMBER);
    }

    /** Whether this character joins the number before it to one behind it. */
    private boolean isJoined() {
        return JOINS.indexOf(text[at]) >= 0 && at + 1 < text.length && isNumber(text[at + 1]);
    }

    /** Several in a row are one: how many digits or addresses there are is not what somebody wrote. */
    private void mark(String mark) {
        if (!tokens.isEmpty() && tokens.getLast().equals(mark)) return;
        tokens.add(mark);
        count++;
    }

    /** Letters of one script. A sign that combines is of the script of what it combines with. */
    private void letters() {
        var from = at;
        var script = isMark(text[at]) ? Script.SPACED : Script.of(text[at]);
        at++;
        while (at < text.length && (isMark(text[at]) || isLetter(text[at]) && Script.of(text[at]) == script)) at++;
        var length = at - from;
        var step = script == Script.SPACED ? length : Math.min(script.step, length);
        for (var i = from; i + step <= at; i++) tokens.add(new String(text, i, step));
        count += script == Script.SPACED ? 1 : (length + script.step - 1) / script.step;
    }

    private static boolean isLetter(int c) {
        return Character.isLetter(c) || isMark(c);
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isNumber(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
