package dev.askfirst.decision.answer;

import dev.askfirst.policy.Reason;
import dev.askfirst.policy.attention.Budget;
import java.util.Map;
import java.util.Optional;

/** Reasons explained in one language. A reason that comes from a law names the law; a budget of attention is told from other limits. */
public record Explanation(Map<Reason.Code, String> words, String capByLaw, String capByAttention) {

    private static final String LAW = "law:";

    String of(Reason.Code code, Optional<String> source) {
        var law = source.filter(it -> it.startsWith(LAW)).map(it -> it.substring(LAW.length()));
        var text = code == Reason.Code.CAP_REACHED ? cap(source, law.isPresent()) : words.get(code);
        return law.map(it -> text + " (" + it + ")").orElse(text);
    }

    private String cap(Optional<String> source, boolean byLaw) {
        if (byLaw) return capByLaw;
        return source.filter(Budget.SOURCE::equals).isPresent() ? capByAttention : words.get(Reason.Code.CAP_REACHED);
    }
}
