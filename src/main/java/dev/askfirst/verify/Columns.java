package dev.askfirst.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the columns of a CSV export hold, as {@code docs/export-format.md} says. */
final class Columns {

    static final List<String> NAMES = List.of(
            "index",
            "leaf",
            "why",
            "kind",
            "id",
            "at",
            "person",
            "point",
            "sender",
            "controller",
            "topic",
            "channel",
            "event",
            "outcome",
            "reasons",
            "entry");

    private static final List<String> TIMES = List.of("decided", "known", "made", "at");
    private static final List<String> PLAIN =
            List.of("person", "point", "sender", "controller", "topic", "channel", "event", "outcome");
    private static final String DANGEROUS = "=+-@\t\r";

    private Columns() {}

    /** Those between the reason and the entry. */
    static List<String> of(String entry) throws Tampered {
        if (entry.isEmpty()) return Collections.nCopies(NAMES.size() - 4, "");
        try {
            var members = StrictJson.object(entry);
            var cells = new ArrayList<String>();
            cells.add(text(members.get("kind")));
            cells.add(text(members.containsKey("id") ? members.get("id") : members.get("version")));
            cells.add(TIMES.stream()
                    .filter(members::containsKey)
                    .findFirst()
                    .map(it -> text(members.get(it)))
                    .orElse(""));
            PLAIN.forEach(name -> cells.add(text(member(members, name))));
            cells.add(
                    members.get("reasons") instanceof List<?> reasons
                            ? safe(reasons.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                            : "");
            return cells;
        } catch (Unreadable e) {
            throw new Tampered("its entry cannot be read");
        }
    }

    /** Of an act, what it is about stands one deeper. */
    private static Object member(Map<?, ?> members, String name) {
        if (members.containsKey(name)) return members.get(name);
        if (members.get("act") instanceof Map<?, ?> act && act.containsKey(name)) return act.get(name);
        return members.get("by") instanceof Map<?, ?> by && name.equals("sender") ? by.get(name) : null;
    }

    private static String text(Object value) {
        return value == null || value instanceof Map || value instanceof List ? "" : safe(value.toString());
    }

    /** A spreadsheet takes none of it for a formula. */
    private static String safe(String text) {
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
