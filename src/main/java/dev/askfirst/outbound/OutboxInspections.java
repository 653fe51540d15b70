package dev.askfirst.outbound;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Unwanted;
import java.util.List;

/** Every row of the outbox holds as many changes as it says, and no two have the same place in the feed. */
public final class OutboxInspections {

    private OutboxInspections() {}

    public static List<Inspection> all() {
        return List.of(new Unwanted("changes in the outbox", """
                        select format('the outbox holds %s changes under %s and says %s',
                            json_array_length(changes::json), page_id, n)
                        from outbox where n <> json_array_length(changes::json)"""), new Unwanted("places in the feed", """
                        select format('places %s to %s of the feed are given to %s, and %s again to others',
                            first_position, first_position + n - 1, page_id, next)
                        from (select page_id, n, first_position, lead(first_position) over (order by first_position) as next
                              from outbox where first_position is not null) placed
                        where next < first_position + n"""));
    }
}
