package dev.askfirst.authorship;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a text that its author wrote: without what is quoted, and without what follows the signature's mark. */
final class OwnLines {

    private static final Pattern END_OF_LINE = Pattern.compile("\r\n|\n|\r");
    private static final Pattern RULE = Pattern.compile("[-_=*~#]{10}");
    private static final String DASHES = "---";

    private final List<String> kept = new ArrayList<>();

    private OwnLines() {}

    static String of(String text) {
        var lines = new OwnLines();
        var quoted = false;
        for (var line : END_OF_LINE.split(text, -1)) {
            var plain = trimmed(line);
            if (ends(plain)) break;
            var quotes = plain.startsWith(">");
            if (quotes && !quoted) lines.dropIntroduction();
            if (!quotes) lines.kept.add(plain);
            quoted = quotes;
        }
        return String.join("\n", lines.kept);
    }

    /** What comes after it is a signature, a footer, or somebody else's message. */
    private static boolean ends(String line) {
        return line.equals("--")
                || RULE.matcher(line).lookingAt()
                || line.startsWith(DASHES)
                        && line.endsWith(DASHES)
                        && line.chars().anyMatch(it -> it != '-');
    }

    /** The line that says who wrote what is quoted next, which mail programs may have broken in two. */
    private void dropIntroduction() {
        while (!kept.isEmpty() && kept.getLast().isEmpty()) kept.removeLast();
        if (kept.isEmpty() || !introduces(kept.getLast())) return;
        var last = kept.removeLast();
        // The date is on one of the two.
        var whole = last.chars().anyMatch(it -> it >= '0' && it <= '9');
        if (!whole && !kept.isEmpty() && !kept.getLast().isEmpty()) kept.removeLast();
    }

    private static boolean introduces(String line) {
        return line.endsWith(":") || line.endsWith("\uff1a");
    }

    private static String trimmed(String line) {
        var from = 0;
        var to = line.length();
        while (from < to && isBlank(line.charAt(from))) from++;
        while (from < to && isBlank(line.charAt(to - 1))) to--;
        return line.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00a0';
    }
}
