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

    /** The same with a reply that says more, where there is one. */
    default ActResult telling(UnaryOperator<ActReply> more) {
        return switch (this) {
            case Created(var reply) -> new Created(more.apply(reply));
            case Unchanged(var reply) -> new Unchanged(more.apply(reply));
            case Refused refused -> refused;
        };
    }

    /** What was recorded, now or before; a fault if nothing was. Whoever tells a person that it is done asks this. */
    default ActReply recorded() {
        return switch (this) {
            case Created(var reply) -> reply;
            case Unchanged(var reply) -> reply;
            case Refused(var fault) -> throw fault;
        };
    }

    /** One request may be several acts: anything recorded, now or before, speaks for all of them. */
    static ActResult ofAll(List<ActResult> results) {
        return results.stream()
                .filter(Created.class::isInstance)
                .findFirst()
                .or(() -> results.stream().filter(Unchanged.class::isInstance).findFirst())
                .orElse(results.getFirst());
    }

    /** What the same request was answered before, if it was; a fault if its key was used for something else. */
    static Optional<ActResult> earlier(IdempotentResponses replies) throws SQLException {
        return replies.earlier(ActReply.class)
                .map(kept -> kept.created() ? new Created(kept.reply()) : new Unchanged(kept.reply()));
    }

    /** To be answered again where the same request comes again. */
    default void keep(IdempotentResponses replies, Instant now) throws SQLException {
        switch (this) {
            case Created(var created) -> replies.keep(new IdempotentResponses.Stored<>(true, created), now);
            case Unchanged(var known) -> replies.keep(new IdempotentResponses.Stored<>(false, known), now);
            case Refused _ -> {}
        }
    }
}
