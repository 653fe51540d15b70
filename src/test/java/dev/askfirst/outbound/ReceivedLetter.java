package dev.askfirst.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A letter as a mail program shows it: its headers, its text and its HTML, decoded. */
public record ReceivedLetter(Map<String, String> headers, String text, String html) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"([^\"]+)\"");
    private static final Pattern ENCODED = Pattern.compile("=\\?UTF-8\\?Q\\?(.*?)\\?=(?:\\s+(?==\\?))?");

    public static ReceivedLetter of(String message) {
        var all = message.replace("\r\n", "\n");
        var headers = headers(all);
        var boundary = BOUNDARY.matcher(headers.get("Content-Type"));
        if (!boundary.find()) throw new AssertionError("not in parts: " + all);
        var parts = all.split(Pattern.quote("--" + boundary.group(1)));
        return new ReceivedLetter(headers, body(parts[1].strip()), body(parts[2].strip()));
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The one link in the text. */
    public String link() {
        return text.lines().filter(line -> line.contains("/c/")).findFirst().orElseThrow();
    }

    public String token() {
        return link().substring(link().indexOf("/c/") + 3);
    }

    private static Map<String, String> headers(String message) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var head = message.substring(0, message.indexOf("\n\n")).replaceAll("\n[ \t]+", " ");
        head.lines().forEach(line -> {
            var colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), words(line.substring(colon + 2)));
        });
        return headers;
    }

    private static String words(String value) {
        return ENCODED.matcher(value)
                .replaceAll(word -> java.util.regex.Matcher.quoteReplacement(
                        printable(word.group(1).replace('_', ' '))));
    }

    private static String body(String part) {
        var headers = headers(part);
        // With a picture beside it, the HTML is the first of parts that belong together.
        var inner = BOUNDARY.matcher(headers.getOrDefault("Content-Type", ""));
        if (inner.find()) return body(part.split(Pattern.quote("--" + inner.group(1)))[1].strip());
        var body = part.substring(part.indexOf("\n\n") + 2);
        return headers.get("Content-Transfer-Encoding").equals("quoted-printable") ? printable(body) : body;
    }

    private static String printable(String quoted) {
        var bytes = new ByteArrayOutputStream();
        var text = quoted.replace("=\n", "");
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
