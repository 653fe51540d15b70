package dev.askfirst.decision.answer;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.Fault;
import java.util.List;
import java.util.Optional;

/** What a caller gets for one question. */
public sealed interface Answer {

    /**
     * A recorded decision, durable before it is given. Its obligations are made when the reply is written.
     *
     * @param alternatives what the same question would be answered for other channels, if the caller asked for that
     */
    record Given(
            DecisionRecord recorded,
            CheckedQuestion asked,
            Catalog catalog,
            Optional<String> language,
            Obligations obligations,
            List<Alternative> alternatives)
            implements Answer {

        public DecisionReply reply() {
            return DecisionReply.of(recorded, obligations.of(recorded, asked, catalog, language))
                    .with(alternatives);
        }

        public Given with(List<Alternative> others) {
            return new Given(recorded, asked, catalog, language, obligations, others);
        }

        /** Whether the caller asked for alternatives and got no permit. */
        public boolean wantsAlternatives() {
            return asked.suggest() && recorded.verdict().outcome() != DecisionRecord.Outcome.PERMIT;
        }
    }

    /** No decision: do not send. */
    record Refused(Fault fault) implements Answer {}
}
