package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rule 8: no cap is used up. While nothing is sent, the passing of time can only free slots. */
record Caps(Question question, Facts facts) implements Delay {

    @Override
    public List<Reason> at(Instant at) {
        if (facts.used().isEmpty()) return List.of();
        return facts.used().stream()
                .filter(it -> it.limit().intent().isEmpty() && it.isReached(question))
                .map(CapUsage::spent)
                .filter(spent -> spent.free().filter(free -> !at.isBefore(free)).isEmpty())
                .map(spent -> new Reason(Reason.Code.CAP_REACHED, spent.free(), Optional.of(spent.source())))
                .toList();
    }

    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return Optional.empty();
    }
}
