package dev.askfirst.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Determines, for messages in the order in which they were sent, on which answer each went out. One permit covers one
 * message.
 */
final class Verdicts {

    /** What one message was. */
    public record Verdict(Result result, Optional<UUID> decision, Optional<String> detail) {

        private static Verdict without(String why) {
            return new Verdict(Result.SENT_WITHOUT_ASKING, Optional.empty(), Optional.of(why));
        }

        private static Verdict of(Result result, Answered answered) {
            return new Verdict(result, Optional.of(answered.decision()), Optional.empty());
        }

        private static Verdict without(String why, Answered answered) {
            return new Verdict(Result.SENT_WITHOUT_ASKING, Optional.of(answered.decision()), Optional.of(why));
        }
    }

    /**
     * A decision that a row names.
     *
     * @param theirs whether it was about this address and channel
     * @param reserved whether it was asked in order to send
     */
    record Named(Answered answered, boolean theirs, boolean reserved) {}

    static final String NOT_ASKED = "not_asked";
    static final String DECISION_UNKNOWN = "decision_unknown";
    static final String CHECKED_ONLY = "checked_only";
    static final String ASKED_LATER = "asked_later";
    static final String NOT_ASKED_AGAIN = "not_asked_again";
    static final String PERMIT_USED = "permit_used";

    private final Duration tolerance;
    private final Set<UUID> taken = new HashSet<>();

    Verdicts(Duration tolerance) {
        this.tolerance = tolerance;
    }

    /** The permits on which something was sent, of those seen so far. */
    Set<UUID> taken() {
        return Set.copyOf(taken);
    }

    /** Of a row that names a decision, which may not be there. */
    Verdict named(Instant at, Optional<Named> named) {
        if (named.isEmpty() || !named.get().theirs()) return Verdict.without(DECISION_UNKNOWN);
        var answered = named.get().answered();
        if (!named.get().reserved()) return Verdict.without(CHECKED_ONLY, answered);
        if (at.plus(tolerance).isBefore(answered.at())) return Verdict.without(ASKED_LATER, answered);
        return on(at, answered);
    }

    /**
     * Of a row that names none. Empty if more must be read to know.
     *
     * @param inForce free permits of this address and channel that were in force, the oldest first
     * @param more whether there may be more of them
     * @param last the last answer before the message
     */
    Optional<Verdict> unnamed(Instant at, List<Answered> inForce, boolean more, Optional<Answered> last) {
        var free = inForce.stream().filter(it -> !isTaken(it)).findFirst();
        if (free.isPresent()) return Optional.of(on(at, free.get()));
        if (more) return Optional.empty();
        return Optional.of(last.map(it -> on(at, it)).orElse(Verdict.without(NOT_ASKED)));
    }

    private Verdict on(Instant at, Answered answered) {
        if (!answered.isPermit()) {
            // A defer says when to ask again, which is no leave to send.
            var again = answered.notBefore().filter(it -> !at.isBefore(it)).isPresent();
            return again ? Verdict.without(NOT_ASKED_AGAIN, answered) : Verdict.of(Result.SENT_AGAINST_DENY, answered);
        }
        if (isTaken(answered)) return Verdict.without(PERMIT_USED, answered);
        taken.add(answered.decision());
        var over = answered.validUntil().orElseThrow().plus(tolerance);
        return Verdict.of(at.isBefore(over) ? Result.SENT_WITH_PERMIT : Result.SENT_AFTER_EXPIRY, answered);
    }

    private boolean isTaken(Answered answered) {
        return answered.taken() || taken.contains(answered.decision());
    }
}
