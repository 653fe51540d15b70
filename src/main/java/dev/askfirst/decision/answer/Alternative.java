package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.DecisionRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the same question would be answered for another channel. It is no permit: the sender must ask again for that
 * channel.
 */
public record Alternative(
        String channel,
        DecisionRecord.Outcome outcome,
        Optional<Instant> notBefore,
        List<DecisionReply.ReasonReply> reasons) {

    /** Orders by how soon a message could go out. */
    public static final Comparator<Alternative> SOONER = Comparator.comparing(Alternative::outcome)
            .thenComparing(it -> it.notBefore().orElse(Instant.MAX));

    public static Alternative of(DecisionRecord recorded) {
        var reply = DecisionReply.of(recorded, List.of());
        return new Alternative(recorded.context().channel(), reply.outcome(), reply.notBefore(), reply.reasons());
    }

    Alternative explained(Explanation explanation) {
        return new Alternative(channel, outcome, notBefore, DecisionReply.ReasonReply.explained(reasons, explanation));
    }
}
