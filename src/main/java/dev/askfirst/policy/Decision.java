package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The answer to one {@link Question}. Only {@link Permit} lets the sender send. */
public sealed interface Decision {

    List<Reason> reasons();

    /**
     * Send, until {@code validUntil}.
     *
     * @param grant the yes relied on; empty where the topic needs none
     */
    record Permit(Instant validUntil, Optional<UUID> grant) implements Decision {
        @Override
        public List<Reason> reasons() {
            return List.of();
        }
    }

    /** Not now: ask again at {@code notBefore}. */
    record Defer(Instant notBefore, List<Reason> reasons) implements Decision {}

    /** Do not send. */
    record Deny(List<Reason> reasons) implements Decision {}

    /** What a sender may learn where the person has never said anything to its controller. */
    Deny CUT = new Deny(List.of(Reason.of(Reason.Code.CONSENT_UNKNOWN)));
}
