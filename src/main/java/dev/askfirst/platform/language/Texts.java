package dev.askfirst.platform.language;

import com.ibm.icu.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one part of the pages says in one language. The patterns are those of ICU's MessageFormat, so that each language can say
 * numbers and names by its own grammar. They stand in {@code messages/PART_LANGUAGE.properties}; the English file declares which
 * values a text takes, and in which order: {@code stopTopic(topic,channel)=…}.
 */
public final class Texts {

    private static final Map<String, Texts> ALL = new ConcurrentHashMap<>();

    private final String part;
    private final Locale locale;
    private final Map<String, List<String>> values;
    private final Map<String, String> patterns;

    private Texts(String part, Locale locale, TextFile english, Map<String, String> patterns) {
        this.part = part;
        this.locale = locale;
        this.values = english.values();
        this.patterns = patterns;
    }

    /**
     * The texts of this part in this language, and in English what it lacks.
     *
     * @param language one of {@link Languages#ALL}
     */
    public static Texts of(String part, String language) {
        return ALL.computeIfAbsent(part + "_" + language, _ -> read(part, language));
    }

    private static Texts read(String part, String language) {
        var english = TextFile.read(part, Languages.ALL.getFirst())
                .orElseThrow(() -> new IllegalArgumentException("no texts: " + part));
        var patterns = new HashMap<>(english.patterns());
        TextFile.read(part, language).ifPresent(own -> patterns.putAll(own.patterns()));
        return new Texts(part, Languages.locale(language), english, patterns);
    }

    /**
     * The text, with these values in it.
     *
     * @param given numbers, or texts, in the order that the English file declares
     */
    public String text(String key, Object... given) {
        var pattern = patterns.get(key);
        if (pattern == null) throw new IllegalArgumentException("no text: " + part + " " + key);
        var names = values.getOrDefault(key, List.of());
        if (names.size() != given.length)
            throw new IllegalArgumentException("%s %s takes %s".formatted(part, key, names));
        if (names.isEmpty()) return pattern;
        var byName = new HashMap<String, Object>();
        for (var i = 0; i < given.length; i++) byName.put(names.get(i), given[i]);
        // A format must not be shared between threads.
        return new MessageFormat(pattern, locale).format(byName);
    }

    /** The names of all texts of this part. */
    public Set<String> keys() {
        return patterns.keySet();
    }

    /** What a text takes; empty if there is no such text. */
    public Optional<List<String>> takes(String key) {
        return patterns.containsKey(key) ? Optional.of(values.getOrDefault(key, List.of())) : Optional.empty();
    }
}
