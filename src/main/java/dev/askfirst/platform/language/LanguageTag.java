package dev.askfirst.platform.language;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.util.Region;
import com.ibm.icu.util.ULocale;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Tags (BCP 47) under which something is said in a language: of a language that there is, and each in one spelling only. */
public final class LanguageTag {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,35}");
    private static final Set<String> LANGUAGES = languages();

    private LanguageTag() {}

    /** What is wrong with a tag, and how it is written if that is all; empty if nothing is. */
    public static String flaw(String tag) {
        if (!SHAPE.matcher(tag).matches()) return "have a key that is not a language tag such as `de` or `pt-BR`";
        var named = "have the key `" + tag + "`, which is ";
        try {
            var locale =
                    new Locale.Builder().setLanguageTag(tag.replace('_', '-')).build();
            if (!isLanguage(locale)) return named + "no language that there is";
            var usual = locale.toLanguageTag();
            return usual.equals(tag) ? "" : named + "written `" + usual + "`";
        } catch (IllformedLocaleException _) {
            return named + "not a language tag such as `de` or `pt-BR`";
        }
    }

    /** Whether there is the language of a well-formed tag, however it is spelt. */
    public static boolean isKnown(String tag) {
        return LANGUAGES.contains(Locale.forLanguageTag(tag.replace('_', '-')).getLanguage());
    }

    private static boolean isLanguage(Locale locale) {
        return LANGUAGES.contains(locale.getLanguage())
                && locale.getVariant().isEmpty()
                && locale.getExtensionKeys().isEmpty()
                && (locale.getScript().isEmpty() || UScript.getCodeFromName(locale.getScript()) >= 0)
                && (locale.getCountry().isEmpty() || isRegion(locale.getCountry()));
    }

    private static boolean isRegion(String code) {
        try {
            return Region.getInstance(code).toString().equals(code);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Those of ISO 639, without its codes for several, for none and for unknown ones. */
    private static Set<String> languages() {
        var all = new TreeSet<>(Set.of(ULocale.getISOLanguages()));
        all.removeAll(Set.of("mis", "mul", "und", "zxx"));
        return all;
    }
}
