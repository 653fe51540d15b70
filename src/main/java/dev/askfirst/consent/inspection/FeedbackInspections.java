package dev.askfirst.consent.inspection;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Unwanted;
import java.util.List;

/** Checks that what totals of feedback are counted from follows from the acts by which people gave it. */
final class FeedbackInspections {

    private FeedbackInspections() {}

    static List<Inspection> all() {
        return List.of(
                new Unwanted("feedback without its act", """
                        select format('feedback on message %s is not what its act says', f.message)
                        from feedback f left join consent_event e on e.id = f.id and e.kind = 'feedback'
                        where e.id is null or e.person_id <> f.person_id or e.known <> f.at
                            or e.body ->> 'message' is distinct from f.message::text
                            or e.body ->> 'value' is distinct from f.value
                            or e.body ->> 'controller' is distinct from f.controller
                            or e.body ->> 'topic' is distinct from f.topic"""),
                new Unwanted("acts of feedback that are not counted", """
                        select format('feedback %s is not counted', e.id)
                        from consent_event e join terms t on t.person_id = e.person_id
                        where e.kind = 'feedback'
                            and not exists (select 1 from feedback f where f.message::text = e.body ->> 'message')
                            and not exists (
                                select 1 from consent_event r
                                where r.person_id = e.person_id and r.kind = 'feedback_reset' and r.version > e.version
                                    and r.body ->> 'controller' = e.body ->> 'controller'
                                    and r.body ->> 'topic' = e.body ->> 'topic')"""));
    }
}
