package dev.askfirst.platform.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says everything, with all its parts, by its own grammar and with its own marks; nothing is said that no page shows. */
class TextsTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path SOURCES = Path.of("src/main/java");

    /** For staff, who read English. */
    private static final Set<String> OF_STAFF = Set.of(
            "authors",
            "complaints",
            "console",
            "doubts",
            "draft",
            "entry",
            "export",
            "find",
            "hand",
            "noes",
            "overview",
            "prove",
            "replies",
            "requests",
            "unasked",
            "usefulness",
            "yeses");

    /** The same in these languages as in English, and rightly so. */
    private static final Set<String> ALIKE = Set.of(
            "asked.doneRefusal",
            "asked.question",
            "page.navLabel",
            "page.no",
            "portable.leftLine",
            "terms.pauseWeek",
            "times.calmNormal",
            "times.per");

    private static final Pattern USED = Pattern.compile("\\{(\\w+):(\\w+)(\\((?:[^()]|\\([^()]*\\))*\\))?}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    static List<String> languages() {
        return Languages.ALL;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageSaysEverythingWithAllItsParts(String language) throws IOException {
        for (var part : parts()) {
            var english = file(part, "en");
            var own = file(part, language);
            assertEquals(
                    new TreeSet<>(english.patterns().keySet()),
                    new TreeSet<>(own.patterns().keySet()),
                    part);
            own.patterns().forEach((key, pattern) -> {
                var takes = new TreeSet<>(english.values().getOrDefault(key, List.of()));
                assertEquals(takes, arguments(pattern), language + " " + part + "." + key);
            });
        }
    }

    /** A plural has a form for every number that its language tells apart. */
    @ParameterizedTest
    @MethodSource("languages")
    void everyNumberHasItsForm(String language) throws IOException {
        var forms = PluralRules.forLocale(Languages.locale(language)).getKeywords();
        for (var part : parts()) {
            file(part, language).patterns().forEach((key, pattern) -> {
                for (var plural : plurals(pattern)) {
                    var given =
                            plural.stream().filter(it -> !it.startsWith("=")).collect(Collectors.toSet());
                    assertTrue(forms.containsAll(given), language + " " + key + " has no " + given);
                    assertTrue(given.contains("other"), language + " " + key);
                    for (var form : forms) {
                        if (needed(language, form)) assertTrue(given.contains(form), language + " " + key + " " + form);
                    }
                }
            });
        }
    }

    /** Forms that whole numbers below a thousand need. */
    private static boolean needed(String language, String form) {
        var rules = PluralRules.forLocale(Languages.locale(language));
        return IntStream.range(0, 1000).anyMatch(it -> rules.select(it).equals(form));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void nothingIsLeftInEnglish(String language) throws IOException {
        if (language.equals("en")) return;
        var left = new TreeSet<String>();
        for (var part : parts()) {
            var english = file(part, "en").patterns();
            file(part, language).patterns().forEach((key, pattern) -> {
                if (pattern.equals(english.get(key))
                        && WORD.matcher(pattern).results().findAny().isPresent()) left.add(part + "." + key);
            });
        }
        left.removeAll(ALIKE);
        assertEquals(Set.of(), left);
    }

    /** Straight marks are a typewriter's, and one before a brace would be read as ICU's own. */
    @ParameterizedTest
    @MethodSource("languages")
    void quotesAndSpacesAreThoseOfTheLanguage(String language) throws IOException {
        for (var part : parts()) {
            file(part, language).patterns().forEach((key, pattern) -> {
                var at = language + " " + part + "." + key + ": " + pattern;
                assertFalse(pattern.contains("'") || pattern.contains("\""), at);
                assertFalse(pattern.contains("  ") || !pattern.strip().equals(pattern), at);
                if (language.equals("fr")) assertFalse(FRENCH.matcher(pattern).find(), at);
            });
        }
    }

    /** A narrow no-break space stands before these marks and inside guillemets; patterns of ICU are no text. */
    private static final Pattern FRENCH =
            Pattern.compile("[^\\u202F?!][?!;]|[^\\u202F\\u00A0]:|«[^\\u202F]|[^\\u202F]»");

    @Test
    void templatesNameTextsThatThereAreWithWhatTheyTake() throws IOException {
        var used = 0;
        for (var template : files(TEMPLATES)) {
            for (var use : USED.matcher(Files.readString(template)).results().toList()) {
                var part = use.group(1);
                if (TextFile.read(part, "en").isEmpty() || use.group(2).equals("message")) continue;
                var takes = Texts.of(part, "en").takes(use.group(2));
                assertTrue(takes.isPresent(), template + " " + use.group());
                assertEquals(takes.get().size(), given(use.group(3)), template + " " + use.group());
                used++;
            }
        }
        assertTrue(used > 200, "few are used: " + used);
    }

    private static int given(String list) {
        if (list == null) return 0;
        return list.substring(1, list.length() - 1).split(",").length;
    }

    @Test
    void everyTextIsShownSomewhere() throws IOException {
        var everything = new StringBuilder();
        for (var file : files(TEMPLATES)) everything.append(Files.readString(file));
        for (var file : files(SOURCES)) everything.append(Files.readString(file));
        var left = new TreeSet<String>();
        for (var part : parts()) {
            for (var key : file(part, "en").patterns().keySet()) {
                if (!isNamed(everything, part, key)) left.add(part + "." + key);
            }
        }
        assertEquals(Set.of(), left);
    }

    /** By its name, or by a prefix and what is put behind it. */
    private static boolean isNamed(CharSequence everything, String part, String key) {
        var text = everything.toString();
        if (text.contains(part + ":" + key) || text.contains("\"" + key + "\"")) return true;
        return switch (part) {
            case "reason" -> true;
            case "asked" -> key.matches("(because|done|wrote)\\w+|permit|deny");
            case "datarights" -> key.matches("(goes|stays)\\w+");
            case "page" -> key.matches("failed\\w+");
            case "terms" -> List.of("given", "unknown", "pending", "expired").contains(key);
            default -> false;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 1 | 1 | One company may write to you | at most once a week
            en | 3 | 2 | 3 companies may write to you | at most twice a week
            en | 3 | 5 | 3 companies may write to you | at most 5 times a week
            """)
    void numbersAreSaidAsPeopleSayThem(String language, int companies, int times, String who, String often) {
        var texts = Texts.of("terms", language);
        assertEquals(who, texts.text("summaryWho", companies));
        assertEquals(often, texts.text("summaryOften", times, "week"));
    }

    @Test
    void whatIsNotThereIsNamed() {
        var texts = Texts.of("page", "en");
        assertTrue(message(() -> texts.text("nonsense")).contains("nonsense"));
        assertTrue(message(() -> texts.text("stopTopic", "a")).contains("channel"));
        assertTrue(message(() -> Texts.of("nonsense", "en")).contains("nonsense"));
    }

    private static String message(org.junit.jupiter.api.function.Executable does) {
        return assertThrows(IllegalArgumentException.class, does).getMessage();
    }

    private static TreeSet<String> arguments(String pattern) {
        var parsed = new MessagePattern(pattern);
        var names = new TreeSet<String>();
        for (var i = 0; i < parsed.countParts(); i++) {
            if (parsed.getPartType(i) == MessagePattern.Part.Type.ARG_NAME)
                names.add(parsed.getSubstring(parsed.getPart(i)));
        }
        return names;
    }

    /** The selectors of each plural in a pattern. */
    private static List<Set<String>> plurals(String pattern) {
        var parsed = new MessagePattern(pattern);
        var plurals = new ArrayList<Set<String>>();
        for (var i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            if (part.getType() != MessagePattern.Part.Type.ARG_START
                    || part.getArgType() != MessagePattern.ArgType.PLURAL) continue;
            var selectors = new TreeSet<String>();
            for (var at = i + 2; at < parsed.getLimitPartIndex(i); at++) {
                if (parsed.getPartType(at) == MessagePattern.Part.Type.ARG_SELECTOR) {
                    selectors.add(parsed.getSubstring(parsed.getPart(at)));
                } else if (parsed.getPartType(at) == MessagePattern.Part.Type.MSG_START) {
                    at = parsed.getLimitPartIndex(at);
                }
            }
            plurals.add(selectors);
        }
        return plurals;
    }

    private static List<String> parts() throws IOException {
        try (var files = Files.list(MESSAGES)) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.endsWith("_en.properties"))
                    .map(it -> it.substring(0, it.indexOf('_')))
                    .filter(it -> !OF_STAFF.contains(it))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (var files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static TextFile file(String part, String language) {
        return TextFile.read(part, language).orElseThrow();
    }
}
