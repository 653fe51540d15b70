package dev.askfirst.outbound.push;

import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tool's reply says, as far as it may be kept: in one line, shortened, without the address that it may repeat. */
final class ReplyWords {

    private static final int LONGEST = 300;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>,;:()]+@[^\\s\"'<>,;:()]+");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ()-]{6,}[0-9]");

    private ReplyWords() {}

    static String of(int status, byte[] body, Contact contact) {
        var text = new String(body, 0, Math.min(body.length, 4 * LONGEST), StandardCharsets.UTF_8);
        return shortened(status + (text.isBlank() ? "" : " " + text), contact);
    }

    static String shortened(String text, Contact contact) {
        var plain = text;
        var entered = contact.entered();
        for (var spelling : new String[] {entered, contact.value(), URLEncoder.encode(entered, StandardCharsets.UTF_8)})
            plain = Pattern.compile(Pattern.quote(spelling), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(plain)
                    .replaceAll(Matcher.quoteReplacement("…"));
        plain = ADDRESS.matcher(plain).replaceAll("…");
        if (contact.scheme().equals("tel")) plain = NUMBER.matcher(plain).replaceAll("…");
        plain = plain.replaceAll("[\\p{Cc}\\p{Cs}\\p{Cf}\\s]+", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    /** Whether the reply says all of this, at these places of its JSON. */
    static boolean says(byte[] body, Map<String, String> expected) {
        return expected.entrySet().stream()
                .allMatch(it ->
                        at(body, it.getKey()).filter(it.getValue()::equals).isPresent());
    }

    /** The text at this place of a JSON reply. */
    static Optional<String> at(byte[] body, String pointer) {
        try {
            var node = Json.MAPPER.readTree(body);
            var found = node == null ? null : node.at(pointer);
            return found == null || !found.isValueNode() || found.isNull()
                    ? Optional.empty()
                    : Optional.of(found.asText());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
