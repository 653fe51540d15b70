package dev.askfirst.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.selfservice.form.Form;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a part of the catalog is called by language, as fields beside its text: one for each language that pages are in. */
final class PartNames {

    /**
     * One field.
     *
     * @param language what it is called in English
     * @param name empty where people read the plain name
     * @param mark tells whether the field was changed by hand; what it shows may have come from the text
     */
    public record Field(String tag, String language, String name, String mark) {}

    private static final Set<String> KINDS = Set.of("topics", "senders", "controllers", "channels", "purposes");
    private static final String NAME = "name-";
    private static final String MARK = "mark-";

    private PartNames() {}

    /** The fields of a part; none for kinds that have no names. */
    static List<Field> of(String kind, JsonNode part) {
        if (!KINDS.contains(kind)) return List.of();
        var names = part.path("names");
        var others = new TreeSet<String>();
        names.fieldNames().forEachRemaining(others::add);
        Languages.ALL.forEach(others::remove);
        return Stream.concat(Languages.ALL.stream(), others.stream())
                .map(tag -> field(
                        tag, names.path(tag).asText(), mark(names.path(tag).asText())))
                .toList();
    }

    /** The fields as somebody has filled them in. */
    static List<Field> of(Form form) {
        return tags(form)
                .map(tag -> field(tag, form.text(NAME + tag), form.text(MARK + tag)))
                .toList();
    }

    /** The part with the names that were changed in their fields; what stands in its text alone stays. */
    static ObjectNode merged(ObjectNode part, Form form) {
        if (part.hasNonNull("names") && !part.path("names").isObject()) return part;
        var merged = part.deepCopy();
        var changed = of(form).stream()
                .filter(it -> !mark(it.name()).equals(it.mark()))
                .toList();
        if (changed.isEmpty()) return merged;
        var names = merged.path("names") instanceof ObjectNode there ? there : Json.MAPPER.createObjectNode();
        for (var field : changed) {
            if (field.name().isEmpty()) names.remove(field.tag());
            else names.put(field.tag(), field.name());
        }
        merged.set("names", names);
        return merged;
    }

    private static Stream<String> tags(Form form) {
        return form.fields().keySet().stream().filter(it -> it.startsWith(NAME)).map(it -> it.substring(NAME.length()));
    }

    private static Field field(String tag, String name, String mark) {
        var language = Locale.forLanguageTag(tag).getDisplayName(Locale.UK);
        return new Field(tag, language.isEmpty() ? tag : language, name, mark);
    }

    private static String mark(String name) {
        return Integer.toHexString(name.hashCode());
    }
}
