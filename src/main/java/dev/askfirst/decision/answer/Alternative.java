package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.DecisionRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the same question would get on another channel: nothing to send on, but what to ask next. */
public record Alternative(
        String channel,
        DecisionRecord.Outcome outcome,
        Optional<Instant> notBefore,
        List<DecisionReply.ReasonReply> reasons) {

    /** What can be done sooner comes first. */
    public static final Comparator<Alternative> SOONER = Comparator.comparing(Alternative::outcome)
            .thenComparing(it -> it.notBefore().orElse(Instant.MAX));

    public static Alternative of(DecisionRecord recorded) {
        var reply = DecisionReply.of(recorded, List.of());
        return new Alternative(recorded.matter().channel(), reply.outcome(), reply.notBefore(), reply.reasons());
    }

    Alternative explained(Explanation explanation) {
        return new Alternative(channel, outcome, notBefore, DecisionReply.ReasonReply.explained(reasons, explanation));
    }
}
