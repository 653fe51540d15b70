package dev.askfirst.platform.language;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Something with a name, which may have others by language. Whoever reads a language that it has none in reads {@link #name}. */
public interface HasNames {

    String name();

    /** Names by their BCP 47 tags. */
    Map<String, String> names();

    /** What it is called in a language: the name for its tag, else for a shorter one, else for any tag of that language. */
    default String nameIn(String language) {
        if (names().isEmpty()) return name();
        var exact = names().get(language);
        if (exact != null) return exact;
        var wanted = Locale.forLanguageTag(language.replace('_', '-'));
        var found = Locale.lookupTag(List.of(new Locale.LanguageRange(wanted.toLanguageTag())), names().keySet());
        if (found != null) return names().get(found);
        return names().entrySet().stream()
                .filter(it -> Locale.forLanguageTag(it.getKey()).getLanguage().equals(wanted.getLanguage()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(name());
    }

    /** Names in the order of their tags, so that the same ones are always written in the same way. */
    static SortedMap<String, String> sorted(Map<String, String> names) {
        return Collections.unmodifiableSortedMap(names == null ? new TreeMap<>() : new TreeMap<>(names));
    }
}
