package dev.askfirst.catalog.connection;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in braces that values are put in the place of: each escaped so that it stays a value where it stands. */
public final class Placeholders {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-zA-Z0-9]*(?:\\.[a-z0-9]+)?)}");

    private Placeholders() {}

    /** The names that stand in a text. */
    public static Set<String> in(String text) {
        return NAME.matcher(text).results().map(it -> it.group(1)).collect(Collectors.toUnmodifiableSet());
    }

    /** The text with values in the place of their names; a name without a value stays as it stands. */
    public static String fill(String text, Map<String, String> values, UnaryOperator<String> escape) {
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        values.containsKey(found.group(1)) ? escape.apply(values.get(found.group(1))) : found.group()));
    }

    /** How values are escaped in a body of this media type; as they are in one that has no escapes. */
    public static UnaryOperator<String> escapeOf(String mediaType) {
        var type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.endsWith("json"))
            return it -> String.valueOf(JsonStringEncoder.getInstance().quoteAsString(it));
        if (type.equals("application/x-www-form-urlencoded"))
            return it -> URLEncoder.encode(it, StandardCharsets.UTF_8);
        if (type.endsWith("xml")) return Placeholders::inXml;
        return UnaryOperator.identity();
    }

    /** As a segment of a path or a value of a query: all but RFC 3986's unreserved characters by their octets. */
    public static String inUrl(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String inXml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
