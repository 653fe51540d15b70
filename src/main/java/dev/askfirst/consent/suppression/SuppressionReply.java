package dev.askfirst.consent.suppression;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotentResponses;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a caller learns of suppressions it ordered; never whether the address belongs to a known person.
 *
 * @param id of the first of them
 * @param suppressions one for each controller
 */
public record SuppressionReply(UUID id, String controller, List<One> suppressions) {

    /** One of them. */
    record One(UUID id, String controller) {}

    /** Stored as added if at least one was added, as unchanged if all stood already. */
    static IdempotentResponses.Stored<SuppressionReply> of(
            List<Suppressions.Suppress> orders, List<Suppressions.Result> results) {
        var all = new ArrayList<One>(orders.size());
        var added = false;
        for (var i = 0; i < orders.size(); i++) {
            var controller = orders.get(i).controller();
            switch (results.get(i)) {
                case Suppressions.Result.Added(var id) -> {
                    added = true;
                    all.add(new One(id, controller));
                }
                case Suppressions.Result.Standing(var id) -> all.add(new One(id, controller));
                case Suppressions.Result.Ahead _ -> throw Fault.invalid("at", "lies in the future");
            }
        }
        var first = all.getFirst();
        return new IdempotentResponses.Stored<>(
                added, new SuppressionReply(first.id(), first.controller(), List.copyOf(all)));
    }
}
