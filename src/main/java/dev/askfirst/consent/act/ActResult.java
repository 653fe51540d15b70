package dev.askfirst.consent.act;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotentResponses;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What became of one act. */
public sealed interface ActResult {

    /** Recorded. */
    record Created(ActReply reply) implements ActResult {}

    /** Known already; nothing was added. */
    record Unchanged(ActReply reply) implements ActResult {}

    /** Not recorded, for a reason the caller can mend. */
    record Refused(Fault fault) implements ActResult {}

    /** The same result with more in its reply, if it has one. */
    default ActResult telling(UnaryOperator<ActReply> more) {
        return switch (this) {
            case Created(var reply) -> new Created(more.apply(reply));
            case Unchanged(var reply) -> new Unchanged(more.apply(reply));
            case Refused refused -> refused;
        };
    }

    /**
     * What was recorded, now or before; throws a fault if nothing was. To be called before a person is told that it is
     * done.
     */
    default ActReply recorded() {
        return switch (this) {
            case Created(var reply) -> reply;
            case Unchanged(var reply) -> reply;
            case Refused(var fault) -> throw fault;
        };
    }

    /** The one result of a request that became several acts: recorded, if any of them was recorded, now or before. */
    static ActResult ofAll(List<ActResult> results) {
        return results.stream()
                .filter(Created.class::isInstance)
                .findFirst()
                .or(() -> results.stream().filter(Unchanged.class::isInstance).findFirst())
                .orElse(results.getFirst());
    }

    /** The earlier result of the same request, if there is one; a fault if its key was used for another request. */
    static Optional<ActResult> earlier(IdempotentResponses replies) throws SQLException {
        return replies.earlier(ActReply.class)
                .map(kept -> kept.created() ? new Created(kept.reply()) : new Unchanged(kept.reply()));
    }

    /** Keeps the reply, so that it is given again if the same request comes again. */
    default void keep(IdempotentResponses replies, Instant now) throws SQLException {
        switch (this) {
            case Created(var created) -> replies.keep(new IdempotentResponses.Stored<>(true, created), now);
            case Unchanged(var known) -> replies.keep(new IdempotentResponses.Stored<>(false, known), now);
            case Refused _ -> {}
        }
    }
}
