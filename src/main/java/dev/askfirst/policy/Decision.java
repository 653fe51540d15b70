package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The answer to one {@link Question}. Only {@link Permit} lets the sender send. */
public sealed interface Decision {

    List<Reason> reasons();

    /**
     * Send, until {@code validUntil}.
     *
     * @param grant the yes relied on; empty where the topic needs none
     * @param reasons what the record notes; none of them is against the message
     */
    record Permit(Instant validUntil, Optional<UUID> grant, List<Reason> reasons) implements Decision {

        /** One of which nothing is to be noted. */
        public Permit(Instant validUntil, Optional<UUID> grant) {
            this(validUntil, grant, List.of());
        }
    }

    /** Not now: ask again at {@code notBefore}. */
    record Defer(Instant notBefore, List<Reason> reasons) implements Decision {}

    /** Do not send. */
    record Deny(List<Reason> reasons) implements Decision {}

    /** The same, with something that the record notes. */
    default Decision noting(Reason reason) {
        var all = Stream.concat(reasons().stream(), Stream.of(reason))
                .sorted(Comparator.comparing(Reason::code))
                .toList();
        return with(all);
    }

    /** The same, without reasons that are only for the record. */
    default Decision told() {
        return reasons().stream().allMatch(it -> it.code().isTold())
                ? this
                : with(reasons().stream().filter(it -> it.code().isTold()).toList());
    }

    private Decision with(List<Reason> all) {
        return switch (this) {
            case Permit(var until, var grant, var _) -> new Permit(until, grant, all);
            case Defer(var notBefore, var _) -> new Defer(notBefore, all);
            case Deny _ -> new Deny(all);
        };
    }

    /** What a sender may learn where the person has never said anything to its controller. */
    Deny CUT = new Deny(List.of(Reason.of(Reason.Code.CONSENT_UNKNOWN)));
}
