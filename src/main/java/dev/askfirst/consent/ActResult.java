package dev.askfirst.consent;

import dev.askfirst.platform.Fault;
import java.util.List;

/** What became of one act. */
public sealed interface ActResult {

    /** Recorded. */
    record Created(ActReply reply) implements ActResult {}

    /** Known already; nothing was added. */
    record Unchanged(ActReply reply) implements ActResult {}

    /** Not recorded, for a reason the caller can mend. */
    record Refused(Fault fault) implements ActResult {}

    /** One request may be several acts: anything recorded, now or before, speaks for all of them. */
    static ActResult ofAll(List<ActResult> results) {
        return results.stream()
                .filter(Created.class::isInstance)
                .findFirst()
                .or(() -> results.stream().filter(Unchanged.class::isInstance).findFirst())
                .orElse(results.getFirst());
    }
}
