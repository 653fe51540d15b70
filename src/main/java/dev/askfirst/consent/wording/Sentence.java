package dev.askfirst.consent.wording;

import java.util.ArrayList;
import java.util.List;

/**
 * One sentence of a reply, as words. Chinese and Japanese have no spaces, so that each of their characters is a word of
 * its own here.
 *
 * @param tokens the words, folded
 * @param starts whether a clause starts with the word at the same place: after a comma, a dash, a bracket
 * @param asks whether it ends with a question mark
 * @param quoted whether it stands between quotation marks, so that it may be somebody else's
 */
record Sentence(List<String> tokens, List<Boolean> starts, boolean asks, boolean quoted) {

    /** The sentences of a text that are not repeated from an earlier mail. */
    static List<Sentence> of(String text) {
        var splitter = new Splitter();
        for (var line : text.split("\\R")) {
            var own = line.strip();
            if (own.startsWith("-----")) break;
            if (own.startsWith(">") || own.startsWith("|")) continue;
            splitter.line(Folding.fold(own));
        }
        return splitter.end();
    }

    /** How many words it has; three characters of Chinese or Japanese count as two. */
    int words() {
        var single =
                (int) tokens.stream().filter(it -> isWhole(it.codePointAt(0))).count();
        return tokens.size() - single + single * 2 / 3;
    }

    static boolean isWhole(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> letter == 'ー';
        };
    }

    static boolean isLetter(int letter) {
        var type = Character.getType(letter);
        return Character.isLetterOrDigit(letter)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Only the words of a text of a grammar, in order. */
    static List<String> tokensOf(String text) {
        var all = new ArrayList<String>();
        of(text).forEach(it -> all.addAll(it.tokens()));
        return List.copyOf(all);
    }
}
