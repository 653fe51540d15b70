package dev.askfirst.selfservice.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.language.Languages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages say nothing that is not among the texts, and say it in the language of the browser. */
class PageTextsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final Pattern SPOKEN =
            Pattern.compile("\\b(?:alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"");

    static Stream<Path> templates() throws IOException {
        try (var pages = Files.walk(TEMPLATES.resolve("selfservice"))) {
            return Stream.concat(
                    Stream.of(TEMPLATES.resolve("layout.html")), pages.filter(Files::isRegularFile).toList().stream())
                    .toList()
                    .stream();
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
            tlh,ar;q=0.5,en;q=0.4     | ar
            ja,ar;q=0.5               | ja
            tlh                       | en
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
}
