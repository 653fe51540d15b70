package dev.askfirst.decision.answer;

import dev.askfirst.policy.Reason;
import java.util.Map;
import java.util.Optional;

/** Reasons explained in one language. A reason that comes from a law names the law. */
public record Explanation(Map<Reason.Code, String> words, String capByLaw) {

    private static final String LAW = "law:";

    String of(Reason.Code code, Optional<String> source) {
        var law = source.filter(it -> it.startsWith(LAW)).map(it -> it.substring(LAW.length()));
        var text = law.isPresent() && code == Reason.Code.CAP_REACHED ? capByLaw : words.get(code);
        return law.map(it -> text + " (" + it + ")").orElse(text);
    }
}
