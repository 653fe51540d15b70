package dev.askfirst.selfservice.rights;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was against a message, the page of whoever should have got it has words for it. */
class AskedWordsTest {

    static List<String> languages() {
        return Languages.ALL;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyReasonHasWords(String language) {
        var texts = Texts.of("asked", language);
        Stream.of(Reason.Code.values()).filter(Reason.Code::isTold).forEach(code -> {
            var words = texts.text("because" + AskedView.camel(Json.text(code)));
            assertFalse(words.isBlank(), code.name());
        });
    }
}
