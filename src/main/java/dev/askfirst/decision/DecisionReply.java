package dev.askfirst.decision;

import dev.askfirst.policy.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A decision as its sender sees it. */
record DecisionReply(
        UUID id,
        Recorded.Outcome outcome,
        Instant decidedAt,
        Optional<Instant> validUntil,
        Optional<Instant> notBefore,
        List<ReasonReply> reasons,
        Optional<UUID> grant,
        Optional<List<Obligation>> obligations) {

    /** Why not, or why not now. */
    record ReasonReply(Reason.Code code) {}

    private static final List<ReasonReply> CUT = List.of(new ReasonReply(Reason.Code.CONSENT_UNKNOWN));

    static DecisionReply of(Recorded recorded, Optional<List<Obligation>> obligations) {
        var verdict = recorded.verdict();
        return new DecisionReply(
                recorded.id(),
                verdict.outcome(),
                recorded.decidedAt(),
                verdict.validUntil(),
                verdict.notBefore(),
                verdict.cut() ? CUT : reasons(verdict.reasons()),
                verdict.grant(),
                obligations);
    }

    static List<ReasonReply> reasons(List<Reason.Code> codes) {
        return codes.stream().map(ReasonReply::new).toList();
    }
}
