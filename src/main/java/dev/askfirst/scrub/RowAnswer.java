package dev.askfirst.scrub;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.DecisionReply;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Problem;
import dev.askfirst.platform.json.Json;
import java.util.List;
import java.util.Optional;

/** What a row gets: the decision as its sender may see it, or the outcome {@code error}, which means do not send. */
record RowAnswer(String outcome, List<String> reasons, Optional<String> notBefore, Optional<String> decision) {

    static final String OUTCOME = "askfirst_outcome";
    static final String REASONS = "askfirst_reasons";
    static final String NOT_BEFORE = "askfirst_not_before";
    static final String DECISION = "askfirst_decision";
    static final List<String> COLUMNS = List.of(OUTCOME, REASONS, NOT_BEFORE, DECISION);

    private static final String PERMIT = Json.text(DecisionRecord.Outcome.PERMIT);

    static RowAnswer of(Answer answer) {
        return switch (answer) {
            case Answer.Refused(var fault) -> of(fault);
            case Answer.Given given -> {
                var reply = DecisionReply.of(given.recorded(), List.of());
                yield new RowAnswer(
                        Json.text(reply.outcome()),
                        reply.reasons().stream()
                                .map(reason -> Json.text(reason.code()))
                                .distinct()
                                .toList(),
                        reply.notBefore().map(Object::toString),
                        Optional.of(reply.id().toString()));
            }
        };
    }

    static RowAnswer of(Fault fault) {
        var code = Problem.of(fault).type().replaceFirst("^/problems/", "");
        return new RowAnswer("error", List.of(code), Optional.empty(), Optional.empty());
    }

    boolean permitted() {
        return outcome.equals(PERMIT);
    }
}
