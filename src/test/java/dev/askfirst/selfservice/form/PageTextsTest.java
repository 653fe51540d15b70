package dev.askfirst.selfservice.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.http.Languages;
import dev.askfirst.selfservice.preferences.TermsTexts;
import dev.askfirst.selfservice.preferences.TimesTexts;
import dev.askfirst.selfservice.rights.AskedTexts;
import dev.askfirst.selfservice.rights.DataRightsTexts;
import dev.askfirst.selfservice.session.DoorTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages say the same in every language, and say nothing that is not in a message bundle. */
class PageTextsTest {

    private static final List<Class<?>> BUNDLES = List.of(
            PageTexts.class,
            DoorTexts.class,
            TermsTexts.class,
            TimesTexts.class,
            AskedTexts.class,
            DataRightsTexts.class);
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern PART = Pattern.compile("\\{(\\w+)}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final Pattern SPOKEN =
            Pattern.compile("\\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"");

    static Stream<String> languages() {
        return Languages.ALL.stream();
    }

    static Stream<Path> templates() throws IOException {
        try (var pages = Files.walk(TEMPLATES.resolve("selfservice"))) {
            return Stream.concat(
                    Stream.of(TEMPLATES.resolve("layout.html")), pages.filter(Files::isRegularFile).toList().stream())
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasEveryTextWithAllItsParts(String language) {
        for (var bundle : BUNDLES) {
            var texts = texts(bundle, language);
            var names = Stream.of(bundle.getMethods()).map(Method::getName).toList();
            assertEquals(new TreeSet<>(names), new TreeSet<>(texts.stringPropertyNames()));
            for (var method : bundle.getMethods()) {
                var wanted = Stream.of(method.getParameters())
                        .map(Parameter::getName)
                        .toList();
                var used = PART.matcher(texts.getProperty(method.getName()))
                        .results()
                        .map(part -> part.group(1))
                        .toList();
                assertEquals(new TreeSet<>(wanted), new TreeSet<>(used), language + " " + method.getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void noTextIsLeftInEnglish(String language) {
        if (language.equals("en")) return;
        for (var bundle : BUNDLES) {
            var english = texts(bundle, "en");
            var texts = texts(bundle, language);
            for (var name : texts.stringPropertyNames()) {
                var words = WORD.matcher(english.getProperty(name)).results().count();
                if (words < 4) continue;
                assertFalse(texts.getProperty(name).equals(english.getProperty(name)), language + " " + name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateHoldsNoWords(Path template) throws IOException {
        var page = Files.readString(template);
        assertEquals("", words(page), template.toString());
    }

    @Test
    void wordsInATemplateAreFound() {
        assertTrue(words("<p>{page:yes} Hello</p>").contains("Hello"));
        assertTrue(words("<button aria-label=\"Close\">{page:no}</button>").contains("Close"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fr                        | fr
            fr-CA,fr;q=0.9,en;q=0.8   | fr
            ja,ar;q=0.5,en;q=0.4      | ar
            ja                        | en
            *                         | en
            ;;;                       | en
            ''                        | en
            """)
    void aBrowsersLanguageIsTaken(String header, String language) {
        assertEquals(language, Languages.ofHeader(header));
        assertEquals("en", Languages.ofHeader(null));
    }

    private static String words(String page) {
        var spoken = new StringBuilder();
        SPOKEN.matcher(page).results().forEach(it -> spoken.append(it.group(1)).append(' '));
        var left = spoken
                + page.replaceAll("(?s)<!--.*?-->", " ")
                        .replaceAll("(?s)<!DOCTYPE[^>]*>", " ")
                        .replaceAll("\\{#insert title}Askfirst\\{/}", " ")
                        .replaceAll("\\{[^{}]*}", " ")
                        .replaceAll("<[^<>]*>", " ");
        var found = WORD.matcher(left.replaceAll("\\{[^{}]*}", " "));
        return String.join(" ", found.results().map(it -> it.group()).toList());
    }

    private static Properties texts(Class<?> bundle, String language) {
        var name = bundle.getSimpleName().replace("Texts", "").toLowerCase(java.util.Locale.ROOT);
        var texts = new Properties();
        try (var file = Files.newBufferedReader(MESSAGES.resolve(name + "_" + language + ".properties"))) {
            texts.load(file);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
