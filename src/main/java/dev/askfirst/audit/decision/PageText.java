package dev.askfirst.audit.decision;

import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Ids;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The entries of a page as they are stored. Those of one transaction differ in little: what is the same stands once, as a
 * template with gaps, and each decision is a line with the number of its template and what fills the gaps. The id is not among
 * it: it follows from page and place. Texts that may be erased come last; the entry's hash of them is left out, for it follows
 * from them. The view {@code decision_entry} puts the same together in SQL.
 */
public final class PageText {

    /** The gap of the entry's own id, among those of {@link Entry#values}. */
    private static final int ID = 1;

    /** The gap of the hash of texts. */
    private static final int HASH = 5;

    /** The place of the contact point in a line. */
    private static final int POINT = 2;

    /** Hexadecimal digits of a salt. */
    private static final int SALT = 32;

    private static final Pattern SALTED = Pattern.compile("[0-9a-f]{%d} ".formatted(SALT));

    private final Map<String, Integer> templates = new LinkedHashMap<>();
    private final StringBuilder lines = new StringBuilder(2048);

    /**
     * Adds the next entry.
     *
     * @param texts what may be erased, without line breaks: a salt of 32 hexadecimal digits, a space, and that of which
     *     the entry holds the hash with this salt
     */
    public void add(Entry entry, Optional<String> texts) {
        var number = templates.computeIfAbsent(entry.template(), _ -> templates.size());
        if (!lines.isEmpty()) lines.append('\n');
        lines.append(number);
        var values = entry.values();
        for (var i = 0; i < values.size(); i++) {
            if (i == ID) continue;
            lines.append(' ');
            if (i != HASH || texts.isEmpty()) lines.append(values.get(i));
        }
        texts.ifPresent(it -> lines.append(' ').append(Entry.GAP).append(it));
    }

    /** The templates, each a line. */
    public String templates() {
        return String.join("\n", templates.keySet());
    }

    /** What fills them, a line for each entry. */
    public String lines() {
        return lines.toString();
    }

    /** The text of an entry, as it was hashed. */
    public static String entry(UUID id, String templates, String line) {
        return entry(id, templates.split("\n"), line);
    }

    /** The texts of all entries of a page, by slot; empty where a line cannot be read. */
    public static List<Optional<String>> entries(UUID page, String templates, String lines) {
        if (lines.isEmpty()) return List.of();
        var known = templates.split("\n");
        var all = lines.split("\n");
        var entries = new ArrayList<Optional<String>>(all.length);
        for (var slot = 0; slot < all.length; slot++) {
            try {
                entries.add(Optional.of(entry(Ids.onPage(page, slot), known, all[slot])));
            } catch (RuntimeException _) {
                entries.add(Optional.empty());
            }
        }
        return entries;
    }

    private static String entry(UUID id, String[] templates, String line) {
        var values = new ArrayList<>(varying(line));
        var template = templates[Integer.parseInt(values.removeFirst())];
        values.add(ID, id.toString());
        texts(line).ifPresent(it -> values.set(HASH, hash(it)));
        var text = new StringBuilder(template.length() + line.length());
        var from = 0;
        for (var value : values) {
            var gap = template.indexOf(Entry.GAP, from);
            if (gap < 0) break;
            text.append(template, from, gap).append(value);
            from = gap + 1;
        }
        return text.append(template, from, template.length()).toString();
    }

    /**
     * What varies on a line: its grant, its contact point, its stranger and the version of the terms, each empty where there is
     * none; before them the number of its template.
     */
    public static List<String> varying(String line) {
        var end = line.indexOf(Entry.GAP);
        return List.of((end < 0 ? line : line.substring(0, end - 1)).split(" ", -1));
    }

    /** The erasable texts of a line. */
    public static Optional<String> texts(String line) {
        var end = line.indexOf(Entry.GAP);
        return end < 0 ? Optional.empty() : Optional.of(line.substring(end + 1));
    }

    /** Of salt and text; nothing if there is no salt, and so another entry than the one recorded. */
    private static String hash(String texts) {
        if (!SALTED.matcher(texts).lookingAt()) return "";
        var salt = HexFormat.of().parseHex(texts, 0, SALT);
        return HexFormat.of().formatHex(Entry.commitment(salt, texts.substring(SALT + 1)));
    }

    /** The number of the template of the line that begins here. */
    static int number(String lines, int at) {
        return Integer.parseInt(lines, at, lines.indexOf(' ', at), 10);
    }

    /** The contact point of the line that begins here; empty for an address that is nobody's. */
    static Optional<UUID> point(String lines, int at) {
        var from = at;
        for (var i = 0; i < POINT; i++) from = lines.indexOf(' ', from) + 1;
        var to = lines.indexOf(' ', from);
        return from == to ? Optional.empty() : Optional.of(UUID.fromString(lines.substring(from, to)));
    }
}
