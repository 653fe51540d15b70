package dev.askfirst.policy;

import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rule 5: the person has not paused. Of several pauses, the one that ends last counts. */
record Pauses(Question question, Facts facts) implements Delay {

    @Override
    public List<Reason> at(Instant at) {
        return facts.terms().pauses().stream()
                .filter(it -> it.holds(question, facts.topic(), at))
                .map(Pause::until)
                .max(Comparator.naturalOrder())
                .map(until -> List.of(Reason.until(Reason.Code.PAUSED, until)))
                .orElse(List.of());
    }

    /** No pause begins in future: each holds from when it is recorded. */
    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return Optional.empty();
    }
}
