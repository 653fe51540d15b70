package dev.askfirst.selfservice.rights;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was against a message, the page of whoever should have got it has words for it. */
class AskedWordsTest {

    /** Acts that change which addresses are whose; those of staff are not told here. */
    private static final Set<ConsentEvent.Kind> ADDRESSES = EnumSet.of(
            ConsentEvent.Kind.MERGE,
            ConsentEvent.Kind.MERGED_INTO,
            ConsentEvent.Kind.CONTACT_ADDED,
            ConsentEvent.Kind.CONTACT_REMOVED,
            ConsentEvent.Kind.ERASURE,
            ConsentEvent.Kind.HOLD,
            ConsentEvent.Kind.RELEASE);

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

    /** What is not about somebody's addresses is not told as a change to them. */
    @ParameterizedTest
    @MethodSource("languages")
    void whatPeopleDidIsCalledWhatItIs(String language) {
        var other = Texts.of("asked", language).text("doneOther");
        for (var kind : ConsentEvent.Kind.values()) {
            if (ADDRESSES.contains(kind) || kind.text().startsWith("deputy_")) continue;
            assertNotEquals(other, AskedView.title(kind.text(), "Acme", language), kind.text());
        }
    }
}
