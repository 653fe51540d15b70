package dev.askfirst.mailbox.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header fields of a message, of a part, or of a block of lines that has their form. Case of names does not matter. */
public record MailHeaders(Map<String, List<String>> fields) {

    static final MailHeaders NONE = new MailHeaders(Map.of());

    private static final int MOST_FIELDS = 400;
    private static final int LONGEST = 8_000;
    private static final Pattern FIELD = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)[ \\t]*:(.*)");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*(?:\\n[ \\t]*)+");

    /** Collects fields as they are read; those beyond a bound are left out. */
    static final class Builder {
        private final Map<String, List<String>> fields = new LinkedHashMap<>();
        private int count;

        Builder add(String name, String value) {
            if (++count > MOST_FIELDS) return this;
            var kept = value.strip();
            if (kept.length() > LONGEST) kept = kept.substring(0, LONGEST);
            fields.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(kept);
            return this;
        }

        MailHeaders build() {
            return fields.isEmpty() ? NONE : new MailHeaders(fields);
        }
    }

    /** The value of the first field of this name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The same in lower case, or an empty text. */
    String lower(String name) {
        return first(name).orElse("").toLowerCase(Locale.ROOT);
    }

    /** The values of all fields of this name. */
    public List<String> all(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The fields of a block of lines; what is no field is passed over. */
    static MailHeaders ofBlock(String block) {
        var headers = new Builder();
        for (var line : unfolded(block).split("\n")) {
            var field = FIELD.matcher(line);
            if (field.matches()) headers.add(field.group(1), HeaderText.decoded(field.group(2)));
        }
        return headers.build();
    }

    /** The blocks of a text that empty lines separate, without those that have no fields. */
    static List<MailHeaders> blocks(String text) {
        return BLANK_LINES
                .splitAsStream(lines(text))
                .map(MailHeaders::ofBlock)
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** The text with one kind of line end. */
    static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String unfolded(String block) {
        return lines(block).replaceAll("\\n[ \\t]+", " ");
    }
}
