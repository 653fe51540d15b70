package dev.askfirst.platform.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The languages that we have words in. Whatever somebody speaks, there is one of them to answer in. */
public final class Languages {

    /** The first is the one for everybody else. */
    public static final List<String> ALL = List.of("en", "fr", "de", "es", "ar");

    private static final int LONGEST_HEADER = 500;

    private Languages() {}

    /** The first of the wanted languages, as BCP 47 tags, that there are words in. */
    public static String first(String... wanted) {
        return Stream.of(wanted)
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .filter(ALL::contains)
                .findFirst()
                .orElse(ALL.getFirst());
    }

    /** The best one for an {@code Accept-Language} header, which may be absent or nonsense. */
    public static String ofHeader(String header) {
        if (header == null || header.length() > LONGEST_HEADER) return ALL.getFirst();
        try {
            var wanted = Locale.LanguageRange.parse(header);
            return first(wanted.stream().map(Locale.LanguageRange::getRange).toArray(String[]::new));
        } catch (IllegalArgumentException _) {
            return ALL.getFirst();
        }
    }

    /** As dates and numbers are written in it. */
    public static Locale locale(String language) {
        return language.equals("en") ? Locale.UK : Locale.of(language);
    }
}
