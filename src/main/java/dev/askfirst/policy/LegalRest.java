package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rule 7: the legal rest after a refusal is over. It begins with the latest no that touches the question; a later yes
 * ends it.
 */
record LegalRest(List<Rest> rests) implements Delay {

    private record Rest(Law law, Instant end) {
        boolean holds(Instant at) {
            return law.inForce(at) && at.isBefore(end);
        }

        Instant over() {
            return law.validTo().filter(end::isAfter).orElse(end);
        }
    }

    static Optional<Delay> of(Question question, Facts facts) {
        var refused = refused(question, facts.terms());
        if (refused.isEmpty()) return Optional.empty();
        var critical = Critical.is(question, facts.topic());
        var rests = new ArrayList<Rest>();
        for (var bound : facts.jurisdictions().laws()) {
            var law = bound.law();
            if (critical && law.exceptions().critical()) continue;
            law.afterRefusal()
                    .map(rest ->
                            refused.get().atOffset(ZoneOffset.UTC).plus(rest).toInstant())
                    .ifPresent(end -> rests.add(new Rest(law, end)));
        }
        return rests.isEmpty() ? Optional.empty() : Optional.of(new LegalRest(rests));
    }

    private static Optional<Instant> refused(Question question, Terms terms) {
        var refused = Optional.<Instant>empty();
        for (var no : terms.refusals()) {
            if (no.scope().touches(question)
                    && refused.filter(it -> !it.isBefore(no.made())).isEmpty()) refused = Optional.of(no.made());
        }
        return refused.filter(at -> terms.grants().stream()
                .noneMatch(yes ->
                        !yes.pending() && yes.made().isAfter(at) && yes.scope().touches(question)));
    }

    @Override
    public List<Reason> at(Instant at) {
        return rests.stream()
                .filter(rest -> rest.holds(at))
                .map(rest -> Reason.of(rest.law(), Optional.of(rest.over())))
                .toList();
    }

    /** A refusal counts once it is recorded; only a law that comes into force later can begin a rest. */
    @Override
    public Optional<Instant> begins(Instant from, Instant before) {
        return rests.stream()
                .map(Rest::law)
                .map(Law::validFrom)
                .filter(start -> start.isAfter(from) && start.isBefore(before))
                .filter(start -> !at(start).isEmpty())
                .min(Instant::compareTo);
    }
}
