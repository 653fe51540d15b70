package dev.askfirst.decision.answer;

import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Explains why a message may not go out, in the reader's language. */
@ApplicationScoped
public class Explanations {

    private final Map<String, Explanation> byLanguage = new HashMap<>();

    Explanations() {
        for (var language : Languages.ALL) {
            var texts = Texts.of("reason", language);
            var words = new EnumMap<Reason.Code, String>(Reason.Code.class);
            for (var code : Reason.Code.values())
                words.put(code, texts.text(code.name().toLowerCase(Locale.ROOT)));
            byLanguage.put(
                    language,
                    new Explanation(words, texts.text("cap_reached_by_law"), texts.text("cap_reached_by_attention")));
        }
    }

    /** In the language that an {@code Accept-Language} header asks for. */
    public Explanation in(String header) {
        return byLanguage.get(Languages.ofHeader(header));
    }

    /** The same; without a header, in this language of the person. */
    public Explanation in(String header, Optional<String> locale) {
        return header == null && locale.isPresent() ? byLanguage.get(Languages.first(locale.get())) : in(header);
    }
}
