package dev.askfirst.consent;

import dev.askfirst.platform.Fault;
import java.util.List;
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
}
