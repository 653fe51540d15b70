package dev.askfirst.decision.answer;

import dev.askfirst.policy.term.Authorship;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The words that say that a machine wrote a message, or helped, in the reader's language. */
@ApplicationScoped
class Disclosures {

    /** The languages for which there are texts. */
    static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ar");

    private record Words(String assisted, String automated) {}

    private final Map<String, Words> byLanguage = new HashMap<>();

    Disclosures() {
        for (var language : LANGUAGES) {
            var texts = MessageBundles.get(DisclosureTexts.class, Localized.Literal.of(language));
            byLanguage.put(language, new Words(texts.assisted(), texts.automated()));
        }
    }

    /** The words in the first of these languages for which there are texts, else in English. */
    String words(Authorship authorship, Stream<String> languages) {
        var words = languages
                .map(tag -> byLanguage.get(Locale.forLanguageTag(tag).getLanguage()))
                .filter(it -> it != null)
                .findFirst()
                .orElseGet(() -> byLanguage.get(LANGUAGES.getFirst()));
        return authorship == Authorship.ASSISTED ? words.assisted() : words.automated();
    }
}
