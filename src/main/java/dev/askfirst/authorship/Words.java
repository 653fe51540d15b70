package dev.askfirst.authorship;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the author of a text wrote, word by word, as {@code docs/fingerprints.md} fixes it: in small letters, numbers and
 * addresses as marks, without quotes and signatures.
 *
 * @param count how many words they are. Writings without spaces have more {@code tokens} than words
 */
public record Words(List<String> tokens, int count) {

    /** What stands for a number. */
    static final String NUMBER = "#";

    /** What stands for an address of the web or of mail. */
    static final String ADDRESS = "@";

    /** What addresses are written with; quotation marks and angle brackets stand around them. */
    private static final Pattern PIECE = Pattern.compile("[!#-;=?-~]+");

    public Words {
        tokens = List.copyOf(tokens);
    }

    /** The words of a plain text; takes time in proportion to its length. */
    public static Words of(String text) {
        var normal = nfkc(folded(nfkc(visible(OwnLines.of(text)))));
        return new WordReader(PIECE.matcher(normal).replaceAll(Words::marked)).read();
    }

    private static String marked(MatchResult piece) {
        var text = piece.group();
        var address = text.contains("@") || text.contains("://") || text.contains("www.");
        return address ? " " + ADDRESS + " " : Matcher.quoteReplacement(text);
    }

    private static String nfkc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Without characters that only say how others are to be shown. */
    private static String visible(String text) {
        if (text.codePoints().noneMatch(it -> Character.getType(it) == Character.FORMAT)) return text;
        return text.codePoints()
                .filter(it -> Character.getType(it) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Each character in capitals, and each of what that gives in small letters: the same in every language. */
    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                folded.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
            } else {
                Character.toString(c)
                        .toUpperCase(Locale.ROOT)
                        .codePoints()
                        .forEach(it -> folded.append(Character.toString(it).toLowerCase(Locale.ROOT)));
            }
        });
        return folded.toString();
    }
}
