package dev.askfirst.decision;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.platform.Fault;
import java.util.Optional;

/** What a caller gets for one question. */
sealed interface Answer {

    /** A recorded decision, durable before it is given; what the sender must do with it is made when it is written. */
    record Given(Recorded recorded, Asked asked, Catalog catalog, Optional<String> language, Obligations obligations)
            implements Answer {
        DecisionReply reply() {
            return DecisionReply.of(recorded, obligations.of(recorded, asked, catalog, language));
        }
    }

    /** No decision: do not send. */
    record Refused(Fault fault) implements Answer {}
}
