package dev.askfirst.outbound.feed;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Unwanted;
import java.util.List;

/**
 * Every row of the outbox holds as many changes as it says, no two have the same place in the feed, and what a controller is
 * told of a person is numbered in the order of the feed.
 */
public final class OutboxInspections {

    private OutboxInspections() {}

    public static List<Inspection> all() {
        return List.of(
                new Unwanted("changes in the outbox", """
                        select format('the outbox holds %s changes under %s and says %s',
                            json_array_length(changes::json), page_id, n)
                        from outbox where n <> json_array_length(changes::json)"""),
                new Unwanted("places in the feed", """
                        select format('places %s to %s of the feed are given to %s, and %s again to others',
                            first_position, first_position + n - 1, page_id, next)
                        from (select page_id, n, first_position, lead(first_position) over (order by first_position) as next
                              from outbox where first_position is not null) placed
                        where next < first_position + n"""),
                new Unwanted("who is told of changes", """
                        select format('change %s of %s is numbered for %s controllers, and %s are told',
                            slot, page_id, numbered, told)
                        from (select page_id, slot,
                                (select count(*) from json_object_keys(s.value)) numbered,
                                case when c.value -> 'person' is null then 0
                                     when c.value ->> 'controller' <> '*' then 1
                                     else (select count(distinct name)
                                           from json_array_elements_text(c.value -> 'spokenTo') name) end told
                              from outbox cross join json_array_elements(changes::json) with ordinality c (value, slot)
                              join json_array_elements(sequences::json) with ordinality s (value, slot) using (slot)
                              where sequences is not null) compared
                        where numbered <> told"""),
                new Unwanted("numbers in the feed", """
                        select format('%s is told change %s of person %s, and then change %s',
                            controller, number, person, coalesce(next, n))
                        from (select c.value ->> 'person' person, k.key controller, k.value::bigint number, t.n,
                                lead(k.value::bigint) over (
                                    partition by c.value ->> 'person', k.key
                                    order by first_position, slot) next
                              from outbox cross join json_array_elements(changes::json) with ordinality c (value, slot)
                              join json_array_elements(sequences::json) with ordinality s (value, slot) using (slot)
                              cross join json_each_text(s.value) k
                              left join told t on t.person_id = (c.value ->> 'person')::uuid and t.controller = k.key
                              where sequences is not null) numbered
                        where next <= number or n is null or n < number"""));
    }
}
