package dev.askfirst.decision.record;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.Unwanted;
import dev.askfirst.platform.postgres.Row;
import java.sql.SQLException;
import java.util.List;

/** Checks that decisions are as they were recorded, and that what they refer to exists. */
public final class DecisionInspections {

    private DecisionInspections() {}

    public static List<Inspection> all() {
        return List.of(
                new Leaves(
                        "decision",
                        "decision_entry",
                        "page_id",
                        "select id, page_id, slot, entry from decision_entry",
                        row -> List.of(recorded(Row.of(row)))),
                Leaves.asJson("outcome", """
                        select id, page_id, slot, jsonb_build_object('by', by, 'decision', decision_id,
                            'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'outcome', 'known', %s, 'made', %s,
                            'outcome', outcome) as entry
                        from outcome""".formatted(Leaves.time("known"), Leaves.time("made"))),
                new Unwanted("outcomes of permits", """
                        select case when d.id is null
                            then format('outcome %s is of decision %s, which is not there', o.id, o.decision_id)
                            else format('outcome %s is of decision %s, which is a %s to %s', o.id, d.id, d.outcome, d.mode)
                            end
                        from outcome o left join decision d on d.page_id = page_of(o.decision_id) and d.id = o.decision_id
                        where d.outcome <> 'permit' or d.mode <> 'reserve'
                            or d.id is null and not exists (select 1 from retired_month r
                                where o.decision_id >= first_uuid_of((r.month || '-01')::timestamp at time zone 'UTC')
                                    and o.decision_id < first_uuid_of(
                                        ((r.month || '-01')::timestamp + interval '1 month') at time zone 'UTC'))"""),
                new Unwanted("what became of permits", """
                        select format('outcome %s says %s after %s', id, outcome, coalesce(before, 'nothing'))
                        from (select *, row_number() over told as place, lag(outcome) over told as before
                              from outcome window told as (partition by decision_id order by n)) it
                        where n <> place or before = 'not_sent' or before is not null and outcome = 'not_sent'
                            or array_position(array['sent', 'bounced', 'complained'], outcome)
                                <= array_position(array['sent', 'bounced', 'complained'], before)"""),
                Leaves.asJson("retired_month", """
                        select id, page_id, slot, jsonb_build_object('at', %s, 'decisions', decisions, 'id', id,
                            'kind', 'retirement', 'month', month) as entry
                        from retired_month""".formatted(Leaves.time("at"))),
                new Unwanted("retired months", """
                        select format('%s was retired, and its %s still there', month, what) from (
                            select r.month, 'key is' as what from retired_month r join audit_key k on k.month = r.month
                            union all
                            select r.month, 'decision ' || d.id || ' is' from retired_month r join decision_entry d
                            on d.page_id >= first_uuid_of((r.month || '-01')::timestamp at time zone 'UTC')
                                and d.page_id < first_uuid_of(((r.month || '-01')::timestamp + interval '1 month')
                                    at time zone 'UTC')) left_over"""),
                new Unwanted("permits that caps count", """
                        select format('usage of %s counts decision %s, which is no such permit', u.holder, d.id)
                        from (select holder, use from (select person_id as holder, uses from usage
                                  union all select contact_key, uses from stranger_usage) u
                                  cross join json_array_elements(u.uses) use offset 0) u
                            join decision d on d.page_id = page_of((use ->> 0)::uuid) and d.id = (use ->> 0)::uuid
                            left join outcome o on o.decision_id = d.id and o.outcome = 'not_sent'
                        where d.outcome <> 'permit' or d.mode <> 'reserve' or d.controller <> use ->> 2
                            or d.topic <> use ->> 3 or d.channel <> use ->> 5
                            or d.decided_at <> timestamptz 'epoch' + (use ->> 1)::bigint * interval '1 microsecond'
                            or o.decision_id is not null"""),
                new Unwanted("people whose permits caps count", """
                        select format('there is usage of person %s, who is not there', u.person_id)
                        from usage u left join terms t on t.person_id = u.person_id and t.shard = u.shard
                        where t.person_id is null"""),
                new Unwanted("grants that permits rest on", """
                        select format('decision %s rests on grant %s, which is not there', d.id, d.grant_id)
                        from (select id, grant_id from decision where grant_id is not null offset 0) d
                            left join consent_event e on e.id = d.grant_id
                        where e.id is null"""),
                new Unwanted("catalogs that decisions rest on", """
                        select format('decision %s rests on version %s of the catalog, which is not there',
                            d.id, d.catalog_version)
                        from decision d left join catalog_snapshot c on c.version = d.catalog_version
                        where c.version is null"""),
                new Unwanted("pages of decisions", """
                        select format('page %s holds the text of %s decisions, and says %s', page_id, lines, n)
                        from (select page_id, n, (select count(*) from string_to_table(lines, E'\n')) as lines
                              from decision_page) counted
                        where lines <> n"""),
                new Unwanted("places of decisions", """
                        select format('decision %s says that it is %s', id, entry ->> 'id')
                        from (select id, entry::jsonb as entry from decision_entry) e
                        where (entry ->> 'id') is distinct from id::text"""),
                new Unwanted("addressees of decisions", """
                        select format('decision %s is about both somebody and nobody, or about neither', id)
                        from decision where (point_id is null) = (stranger is null)"""));
    }

    private static Entry recorded(Row row) throws SQLException {
        return Entry.recorded(row.text("entry"));
    }
}
