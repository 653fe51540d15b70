package dev.askfirst.consent.inspection;

import dev.askfirst.audit.Unwanted;

/** Checks that the list of open intents follows from the acts that opened them, and from those that ended them. */
final class IntentInspections {

    private IntentInspections() {}

    static Unwanted all() {
        return new Unwanted("open intents", """
                select format('intent %s is not open as its acts say', coalesce(o.id, a.intent))
                from open_intent o full join (
                    select (e.body ->> 'intent')::uuid as intent, coalesce(e.body ->> 'controller', '*') as controller,
                        e.body ->> 'topic' as topic, (e.body ->> 'until')::timestamptz as until_at
                    from consent_event e left join merged_person m on m.person_id = e.person_id
                    join terms t on t.person_id = coalesce(m.into_id, e.person_id)
                    where e.kind = 'intent' and not exists (
                        select 1 from consent_event x
                        where x.kind = 'intent_ended' and x.body ->> 'intent' = e.body ->> 'intent')) a
                    on a.intent = o.id and a.controller = o.controller
                where a.intent is null or o.id is null and a.until_at > clock_timestamp()
                    or o.topic <> a.topic or o.until_at <> a.until_at""");
    }
}
