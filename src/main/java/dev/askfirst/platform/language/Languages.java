package dev.askfirst.platform.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The languages that we have words in. Whatever somebody speaks, there is one of them to answer in. */
public final class Languages {

    /** A language, and what it is called by those who speak it. */
    public record Language(String tag, String name) {}

    /** As they are offered. */
    public static final List<Language> OFFERED = List.of(
            new Language("en", "English"),
            new Language("de", "Deutsch"),
            new Language("es", "Español"),
            new Language("fr", "Français"),
            new Language("it", "Italiano"),
            new Language("nl", "Nederlands"),
            new Language("pl", "Polski"),
            new Language("pt", "Português"),
            new Language("tr", "Türkçe"),
            new Language("uk", "Українська"),
            new Language("he", "עברית"),
            new Language("ar", "العربية"),
            new Language("hi", "हिन्दी"),
            new Language("zh", "简体中文"),
            new Language("ja", "日本語"));

    /** Their BCP 47 tags. The first is the one for everybody else. */
    public static final List<String> ALL = OFFERED.stream().map(Language::tag).toList();

    private static final Set<String> FROM_RIGHT_TO_LEFT = Set.of("ar", "he");

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
        return switch (language) {
            case "en" -> Locale.UK;
            // The same digits everywhere on a page: the texts and the JDK's dates have these.
            case "ar" -> Locale.forLanguageTag("ar-u-nu-latn");
            default -> Locale.of(language);
        };
    }

    /** Whether its lines begin on the right. */
    static boolean fromRightToLeft(String language) {
        return FROM_RIGHT_TO_LEFT.contains(language);
    }
}
