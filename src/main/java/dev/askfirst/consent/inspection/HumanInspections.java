package dev.askfirst.consent.inspection;

import dev.askfirst.audit.Unwanted;

/** Checks that what waits for a human follows from the acts that asked for one, and from those that answered. */
final class HumanInspections {

    private HumanInspections() {}

    static Unwanted all() {
        return new Unwanted("requests that wait for a human", """
                select format('request %s does not wait as its acts say', coalesce(d.id, r.id))
                from due_human_request d full join human_request r using (id)
                    left join human_answer a on a.request_id = coalesce(d.id, r.id)
                    left join consent_event asked on asked.id = coalesce(d.id, r.id) and asked.kind = 'human_request'
                    left join consent_event answered on answered.id = a.id and answered.kind = 'human_answer'
                where r.id is null or asked.id is null
                    or (d.id is null) = (a.request_id is null) or d.due_at <> r.due_at or d.controller <> r.controller
                    or r.controller is distinct from asked.body ->> 'controller' or r.at <> asked.known
                    or r.due_at is distinct from (asked.body ->> 'due')::timestamptz
                    or a.id is not null and (a.at is distinct from answered.known
                        or answered.body ->> 'request' is distinct from r.id::text)""");
    }
}
