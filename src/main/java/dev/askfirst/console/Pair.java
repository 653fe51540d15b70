package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A member of something and its value.
 *
 * @param name a dotted path
 * @param link to the entry it names; empty if it names none
 */
public record Pair(String name, String value, String link) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final List<String> ENTRIES =
            List.of("grant", "decision", "suppression", "act.answers", "act.confirms", "confirms");

    /** All of them, those inside others too. */
    public static List<Pair> of(JsonNode node) {
        var pairs = new ArrayList<Pair>();
        add(pairs, "", node);
        return pairs;
    }

    /** The same member with its value in other words. */
    Pair with(String words) {
        return new Pair(name, words, link);
    }

    private static void add(List<Pair> pairs, String name, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(it -> add(pairs, name.isEmpty() ? it.getKey() : name + "." + it.getKey(), it.getValue()));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            for (var i = 0; i < node.size(); i++) add(pairs, name + "." + (i + 1), node.get(i));
        } else {
            pairs.add(of(name, text(node)));
        }
    }

    private static Pair of(String name, String value) {
        if (name.equals("person")) return new Pair(name, value, "/console/people/" + value);
        var linked = ENTRIES.contains(name) && ID.matcher(value).matches();
        return new Pair(name, value, linked ? "/console/entries/" + value : "");
    }

    private static String text(JsonNode node) {
        if (!node.isArray()) return node.asText();
        var texts = new ArrayList<String>();
        node.forEach(it -> texts.add(it.asText()));
        return String.join(", ", texts);
    }
}
