package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A STOP that came from the address asked about, where law lets one message confirm it.
 *
 * @param said when the person said it
 * @param within how long after that the confirmation may go out, {@link #LONGEST} at most
 * @param law what allows it, as it stands in {@link Law#source}
 */
public record ConfirmableStop(UUID id, Instant said, Duration within, String law) {

    /** No law gives more time. What was permitted is remembered for as long. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** The first instant at which it may be confirmed no longer. */
    Instant end() {
        return said.plus(within);
    }

    /** Whether it may be confirmed by this message now, if it was not confirmed before: in time, and not taken back. */
    boolean isOpen(Question question, Terms terms, Instant at) {
        return !at.isBefore(said) && at.isBefore(end()) && binds(question, terms);
    }

    private boolean binds(Question question, Terms terms) {
        return terms.refusals().stream()
                .filter(no -> no.stop().filter(id::equals).isPresent())
                .anyMatch(no -> no.scope().touches(question));
    }
}
