package dev.askfirst.decision.answer;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.platform.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a caller gets for one question. */
public sealed interface Answer {

    /**
     * A recorded decision, durable before it is given. Its obligations are made when {@link AnswerWriter} writes it.
     *
     * @param alternatives what the same question would be answered for other channels, if the caller asked for that
     * @param suggestedAt when it would suit the person, if that is known and its sender may be told
     */
    record Given(
            DecisionRecord recorded,
            CheckedQuestion asked,
            Catalog catalog,
            Optional<String> language,
            List<Alternative> alternatives,
            Optional<Instant> suggestedAt)
            implements Answer {

        public Given with(List<Alternative> others) {
            return new Given(recorded, asked, catalog, language, others, suggestedAt);
        }

        /** Whether the caller asked for alternatives and got no permit. */
        public boolean wantsAlternatives() {
            return asked.suggest() && recorded.verdict().outcome() != DecisionRecord.Outcome.PERMIT;
        }
    }

    /** No decision: do not send. */
    record Refused(Fault fault) implements Answer {}
}
