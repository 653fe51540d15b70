package dev.askfirst.platform.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HasNamesTest {

    private record Thing(String name, SortedMap<String, String> names) implements HasNames {}

    @ParameterizedTest
    @CsvSource({
        "de, Angebote",
        "de-CH, Angebote",
        "de_CH, Angebote",
        "de-AT, Aktionen",
        "pt, Ofertas",
        "pt-PT, Ofertas",
        "zh, 优惠",
        "zh-Hant-HK, 優惠",
        "he, מבצעים",
        "iw, מבצעים",
        "fr, Offers",
        "en, Offers",
        "nonsense!, Offers",
        "'', Offers",
    })
    void theNearestNameIsTaken(String language, String name) {
        var names = Map.of(
                "de",
                "Angebote",
                "de-AT",
                "Aktionen",
                "pt-BR",
                "Ofertas",
                "zh-Hans",
                "优惠",
                "zh-Hant",
                "優惠",
                "he",
                "מבצעים");
        assertEquals(name, new Thing("Offers", HasNames.sorted(names)).nameIn(language));
    }

    @Test
    void withoutNamesThereIsTheName() {
        assertEquals("Offers", new Thing("Offers", HasNames.sorted(null)).nameIn("de"));
        assertEquals(
                List.of("ar", "de"),
                List.copyOf(HasNames.sorted(Map.of("de", "a", "ar", "b")).keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "pt-BR", "es-419", "zh-Hant", "zh-Hant-HK", "gsw", "yue", "sr-Latn", "haw"})
    void languagesThatThereAre(String tag) {
        assertEquals("", LanguageTag.flaw(tag));
    }

    @Test
    void everyLanguageOfTheServiceIsOne() {
        for (var tag : Languages.ALL) assertEquals("", LanguageTag.flaw(tag));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            qq             | no language that there is
            tlhx           | no language that there is
            und            | no language that there is
            de-XX          | no language that there is
            de-DD          | no language that there is
            zh-Qqqq        | no language that there is
            de-1996        | no language that there is
            de-u-nu-latn   | no language that there is
            x-own          | no language that there is
            DE             | written `de`
            pt-br          | written `pt-BR`
            zh_HANT        | written `zh-Hant`
            in             | written `id`
            d              | not a language tag such as `de` or `pt-BR`
            de--CH         | not a language tag such as `de` or `pt-BR`
            """)
    void whatIsNoneIsToldWithHowItIsWritten(String tag, String flaw) {
        assertEquals("have the key `" + tag + "`, which is " + flaw, LanguageTag.flaw(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "de ", "d\u202Ee", "français", "de-CH-1996-and-so-on-and-so-on-for-ever"})
    void whatCannotBeShownIsNotRepeated(String tag) {
        assertEquals("have a key that is not a language tag such as `de` or `pt-BR`", LanguageTag.flaw(tag));
    }
}
