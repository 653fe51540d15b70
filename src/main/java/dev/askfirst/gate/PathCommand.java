package dev.askfirst.gate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * MAIL or RCPT, taken apart.
 *
 * @param address what stands between the angle brackets
 * @param parameters by their names in capitals; of one without a value, an empty one
 */
record PathCommand(String address, Map<String, String> parameters) {

    /** Such as {@code FROM:<ana@example.org> SIZE=1000}, of which {@code FROM:} is the word. */
    static PathCommand read(String argument, String word) throws Unreadable {
        if (!argument.toUpperCase(Locale.ROOT).startsWith(word)) throw wrong(word);
        var rest = argument.substring(word.length()).strip();
        var end = end(rest);
        if (end < 0) throw wrong(word);
        var address = rest.substring(1, end);
        if (address.startsWith("@")) throw new Unreadable(501, "5.1.7 no routes are taken, only an address");
        var parameters = new LinkedHashMap<String, String>();
        for (var each : rest.substring(end + 1).strip().split(" +")) {
            if (each.isEmpty()) continue;
            var parts = each.split("=", 2);
            parameters.put(parts[0].toUpperCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
        }
        return new PathCommand(address, parameters);
    }

    boolean isAscii() {
        return address.chars().allMatch(c -> c < 0x80);
    }

    /** Where the path ends; negative if it is none. What stands in quotes ends nothing. */
    private static int end(String text) {
        if (!text.startsWith("<")) return -1;
        var quoted = false;
        for (var i = 1; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\' && quoted) i++;
            else if (c == '"') quoted = !quoted;
            else if (c == '>' && !quoted) return i + 1 == text.length() || text.charAt(i + 1) == ' ' ? i : -1;
            else if (!quoted && (Character.isWhitespace(c) || c == '<')) return -1;
        }
        return -1;
    }

    private static Unreadable wrong(String word) {
        return new Unreadable(501, "5.5.4 after %s comes an address in angle brackets".formatted(word));
    }
}
