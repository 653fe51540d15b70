package dev.askfirst.policy;

import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Owed;
import dev.askfirst.policy.term.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A machine writes no marketing for a controller whose human owes the person an answer that is late. Only the answer ends
 * that. When it comes nobody knows, so whoever asks is told to ask again a day later.
 *
 * @param owed what the question's controller owes the person, by when it is due
 */
record HumanOwed(List<Owed> owed, Instant asked) implements Delay {

    static final Duration AGAIN = Duration.ofDays(1);

    /** Empty where nothing is owed that could matter to this question. */
    static Optional<Delay> of(Question question, Facts facts) {
        if (question.authorship() != Authorship.AUTOMATED || !facts.topic().marketing()) return Optional.empty();
        var owed = facts.terms().owed().stream()
                .filter(it -> it.controller().equals(question.controller()))
                .sorted(Comparator.comparing(Owed::due).thenComparing(Owed::request))
                .toList();
        return owed.isEmpty() ? Optional.empty() : Optional.of(new HumanOwed(owed, facts.at()));
    }

    @Override
    public List<Reason> at(Instant at) {
        return owed.stream()
                .filter(it -> !at.isBefore(it.due()) && at.isBefore(again(it)))
                .max(Comparator.comparing(this::again))
                .map(it -> List.of(Reason.owed(it, again(it))))
                .orElse(List.of());
    }

    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return owed.stream()
                .map(Owed::due)
                .filter(due -> due.isAfter(from) && due.isBefore(before))
                .min(Comparator.naturalOrder());
    }

    private Instant again(Owed it) {
        return (it.due().isAfter(asked) ? it.due() : asked).plus(AGAIN);
    }
}
