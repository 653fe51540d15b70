package dev.askfirst.decision.answer;

import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Authorship;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The words that say that a machine wrote a message, or helped, in the reader's language. */
@ApplicationScoped
class Disclosures {

    private record Words(String assisted, String automated) {}

    private final Map<String, Words> byLanguage = new HashMap<>();

    Disclosures() {
        for (var language : Languages.ALL) {
            var texts = Texts.of("disclosure", language);
            byLanguage.put(language, new Words(texts.text("assisted"), texts.text("automated")));
        }
    }

    /** The words in the first of these languages for which there are texts, else in English. */
    String words(Authorship authorship, Stream<String> languages) {
        var words = languages
                .map(tag -> byLanguage.get(Locale.forLanguageTag(tag).getLanguage()))
                .filter(it -> it != null)
                .findFirst()
                .orElseGet(() -> byLanguage.get(Languages.ALL.getFirst()));
        return authorship == Authorship.ASSISTED ? words.assisted() : words.automated();
    }
}
