package dev.askfirst.decision.answer;

import dev.askfirst.policy.Reason;
import java.util.Map;
import java.util.Optional;

/** Why not, in the words of one language. What comes from the law names the rule. */
public record Explanation(Map<Reason.Code, String> words, String capByLaw) {

    private static final String LAW = "law:";

    String of(Reason.Code code, Optional<String> source) {
        var law = source.filter(it -> it.startsWith(LAW)).map(it -> it.substring(LAW.length()));
        var text = law.isPresent() && code == Reason.Code.CAP_REACHED ? capByLaw : words.get(code);
        return law.map(it -> text + " (" + it + ")").orElse(text);
    }
}
