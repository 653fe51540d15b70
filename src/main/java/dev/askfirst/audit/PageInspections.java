package dev.askfirst.audit;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Pages hold as many leaves as they say, and each of them is the leaf of one row. */
public final class PageInspections {

    private PageInspections() {}

    /** Over all tables, or views, whose rows are entries. */
    public static List<Inspection> all(Collection<String> tables) {
        return List.of(new Unwanted("pages", """
                        select format('page %s says that it has %s leaves and holds %s', page_id, n,
                            round(octet_length(leaves) / 32.0, 2))
                        from page where n < 1 or octet_length(leaves) <> n * 32"""), new Unwanted("slots", slots(tables)));
    }

    /** Sorted by the database, on disk if need be. */
    private static String slots(Collection<String> tables) {
        return """
                select case
                    when n is null then format('page %s is named by %s rows and is not there', page_id, taken)
                    when taken > n or taken > different
                        then format('page %s has %s leaves, and %s rows name it, %s of them by a slot of their own',
                            page_id, n, taken, different)
                    when lowest < 0 or highest >= n
                        then format('page %s has %s leaves, and a row names its slot %s', page_id, n,
                            case when lowest < 0 then lowest else highest end)
                    else format('page %s has %s leaves, and only %s rows name it', page_id, n, taken) end
                from (select page_id, max(n) as n, count(slot) as taken, count(distinct slot) as different,
                          min(slot) as lowest, max(slot) as highest
                      from (%s) entry full join page using (page_id) group by page_id) page
                where (n is null or taken <> n or different <> n or lowest <> 0 or highest <> n - 1)
                    -- Of months that were retired the pages stay.
                    and not (taken = 0 and exists (
                        select 1 from retired_month r where page.page_id >= first_uuid_of(
                            (r.month || '-01')::timestamp at time zone 'UTC') and page.page_id < first_uuid_of(
                            ((r.month || '-01')::timestamp + interval '1 month') at time zone 'UTC')))""".replace("(%s)", "(" + entries(tables) + ")");
    }

    private static String entries(Collection<String> tables) {
        return tables.stream()
                .map("select page_id, slot from %s"::formatted)
                .collect(Collectors.joining(" union all "));
    }
}
