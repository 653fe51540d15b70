package dev.askfirst.consent;

import dev.askfirst.platform.Fault;

/** What became of one act. */
public sealed interface ActResult {

    /** Recorded. */
    record Created(ActReply reply) implements ActResult {}

    /** Known already; nothing was added. */
    record Unchanged(ActReply reply) implements ActResult {}

    /** Not recorded, for a reason the caller can mend. */
    record Refused(Fault fault) implements ActResult {}
}
