package dev.askfirst.selfservice.form;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Opens links even if they arrive damaged: with line breaks, with punctuation of the surrounding text, or with tracking
 * parameters. A token consists of letters, digits, `-` and `_`; however it is repaired, only tokens that were sealed
 * here open.
 */
public final class Mending {

    private static final int LONGEST = 4096;
    /** What stands before a token, and what begins behind it; the signs of encodings may stand inside. */
    private static final Pattern BEFORE = Pattern.compile("^[^A-Za-z0-9_-]+");

    private static final Pattern BEHIND = Pattern.compile("[^A-Za-z0-9_=%-].*$", Pattern.DOTALL);
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_-].*$", Pattern.DOTALL);
    private static final Pattern ENCODED = Pattern.compile("=([0-9A-Fa-f]{2})");

    private Mending() {}

    /** Tries all texts that may have been the token, and returns what the first valid one opens; empty if none does. */
    public static <T> Optional<T> open(String arrived, Function<String, Optional<T>> open) {
        return texts(arrived).stream().map(open).flatMap(Optional::stream).findFirst();
    }

    private static Set<String> texts(String arrived) {
        if (arrived.length() > LONGEST) return Set.of();
        var texts = new LinkedHashSet<String>();
        texts.add(arrived);
        var seen = cut(BEHIND, cut(BEFORE, visible(arrived)));
        add(seen.replaceAll("(?i)=3D", ""), texts);
        // A soft line break leaves only its sign: what follows may merely look like a code.
        add(seen, texts);
        add(quotedPrintable(seen), texts);
        add(percentDecoded(seen), texts);
        return texts;
    }

    /** The token; the same without signs in its end that are not its own, or with one of its own that was left out. */
    private static void add(String text, Set<String> texts) {
        var token = cut(FOREIGN, text.replace("=", ""));
        texts.add(token);
        texts.add(token.replaceAll("[-_]+$", ""));
        texts.add(token + "-");
        texts.add(token + "_");
    }

    private static String cut(Pattern what, String text) {
        return what.matcher(text).replaceFirst("");
    }

    /** Without spaces, line breaks, and what nobody sees, such as a zero-width space or a soft hyphen. */
    private static String visible(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String quotedPrintable(String text) {
        return ENCODED.matcher(text).replaceAll(code -> {
            var sign = (char) Integer.parseInt(code.group(1), 16);
            return sign == '-' || sign == '_' || Character.isLetterOrDigit(sign) ? String.valueOf(sign) : "";
        });
    }

    /** Some programs encode an address that is encoded already. */
    private static String percentDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
