package dev.askfirst.consent.inspection;

import dev.askfirst.audit.Unwanted;

/** Checks that what deputies may follows from the acts that named and ended them. */
final class DeputyInspections {

    private DeputyInspections() {}

    static Unwanted all() {
        return new Unwanted("deputies", """
                select format('deputy %s may not what their acts say', coalesce(d.id, said.id))
                from deputy d full join (
                    select (n.body ->> 'deputy')::uuid as id, n.id as act, coalesce(m.into_id, n.person_id) as person_id,
                        n.body ->> 'as' as kind, (n.body ->> 'until')::timestamptz as until_at, e.known as ended_at,
                        array(select jsonb_array_elements_text(n.body::jsonb -> 'may')) as may
                    from (select distinct on (body ->> 'deputy') * from consent_event where kind = 'deputy_named'
                        order by body ->> 'deputy', id desc) n
                    left join consent_event e on e.kind = 'deputy_ended' and e.body ->> 'deputy' = n.body ->> 'deputy'
                    left join merged_person m on m.person_id = n.person_id
                    where exists (select 1 from terms t where t.person_id = coalesce(m.into_id, n.person_id))) said
                    using (id)
                where d.act is distinct from said.act or d.person_id is distinct from said.person_id
                    or d.kind is distinct from said.kind or d.may is distinct from said.may
                    or d.until_at is distinct from said.until_at or d.ended_at is distinct from said.ended_at""");
    }
}
