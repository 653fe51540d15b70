package dev.askfirst.mailbox.reading;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of HTML in mail: enough to find words in it, never to show it. */
final class Html {

    private static final Pattern LINE_ENDS =
            Pattern.compile("(?i)<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?blockquote|hr)\\b[^>]{0,500}>");
    private static final Pattern HIDDEN =
            Pattern.compile("(?is)<(style|script|title)\\b[^>]{0,500}>.{0,60000}?</\\1>|<!--.{0,60000}?-->");
    private static final Pattern TAG = Pattern.compile("<[^>]{0,2000}>");
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,6})|([a-z]{2,6}));?");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "–");

    private Html() {}

    static String text(String html) {
        var quoted = html.replaceAll("(?i)<blockquote", "\n> <blockquote");
        var plain = TAG.matcher(LINE_ENDS
                        .matcher(HIDDEN.matcher(quoted).replaceAll(" "))
                        .replaceAll("\n"))
                .replaceAll("");
        return ENTITY.matcher(plain)
                .replaceAll(it -> Matcher.quoteReplacement(entity(it.group(1), it.group(2), it.group())));
    }

    private static String entity(String number, String name, String whole) {
        if (number == null) return ENTITIES.getOrDefault(name, whole);
        var code = Integer.parseInt(number);
        return Character.isValidCodePoint(code) ? Character.toString(code) : whole;
    }
}
