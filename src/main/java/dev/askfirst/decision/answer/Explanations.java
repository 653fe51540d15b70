package dev.askfirst.decision.answer;

import dev.askfirst.platform.http.Languages;
import dev.askfirst.policy.Reason;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Explains why a message may not go out, in the reader's language. */
@ApplicationScoped
public class Explanations {

    private final Map<String, Explanation> byLanguage = new HashMap<>();

    Explanations() {
        for (var language : Languages.ALL) {
            var texts = MessageBundles.get(ReasonTexts.class, Localized.Literal.of(language));
            var words = new EnumMap<Reason.Code, String>(Reason.Code.class);
            for (var code : Reason.Code.values()) words.put(code, text(code, texts));
            byLanguage.put(language, new Explanation(words, texts.capReachedByLaw()));
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

    private static String text(Reason.Code code, ReasonTexts texts) {
        return switch (code) {
            case SUPPRESSED -> texts.suppressed();
            case OBJECTED -> texts.objected();
            case CONSENT_UNKNOWN -> texts.consentUnknown();
            case CONSENT_PENDING -> texts.consentPending();
            case CONSENT_REFUSED -> texts.consentRefused();
            case CONSENT_WITHDRAWN -> texts.consentWithdrawn();
            case CONSENT_EXPIRED -> texts.consentExpired();
            case AUTHORSHIP_REFUSED -> texts.authorshipRefused();
            case PAUSED -> texts.paused();
            case OUTSIDE_WINDOW -> texts.outsideWindow();
            case QUIET_HOURS -> texts.quietHours();
            case CAP_REACHED -> texts.capReached();
            case NO_OPENING -> texts.noOpening();
        };
    }
}
