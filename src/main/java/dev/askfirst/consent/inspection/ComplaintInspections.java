package dev.askfirst.consent.inspection;

import static dev.askfirst.audit.Leaves.time;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.Unwanted;
import java.util.List;

/** Checks that complaints, and what was done about them, are as they were recorded, and that what is due follows from them. */
final class ComplaintInspections {

    private ComplaintInspections() {}

    static List<Inspection> all() {
        return List.of(
                Leaves.asJson("complaint", """
                        select id, page_id, slot, jsonb_build_object('by', by, 'controller', controller, 'due', %s,
                            'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'complaint', 'made', %s,
                            'point', point_id, 'received', %s, 'stranger', stranger) as entry
                        from complaint""".formatted(time("due_at"), time("at"), time("received_at"))),
                Leaves.asJson("complaint_step", """
                        select id, page_id, slot, jsonb_build_object('by', by, 'complaint', complaint_id,
                            'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'complaint_step', 'made', %s,
                            'outcome', outcome, 'step', step) as entry
                        from complaint_step""".formatted(time("made"))),
                new Unwanted("complaints that are due", """
                        select case when c.id is null then format('complaint %s is due, and is not there', d.id)
                            when s.complaint_id is not null then format('complaint %s is due, and was acknowledged', d.id)
                            when d.id is null then format('complaint %s is due, and nobody is told', c.id)
                            else format('complaint %s is due on %s, and was to be on %s', d.id, d.due_at, c.due_at) end
                        from due_complaint d full join complaint c using (id)
                            left join (select distinct complaint_id from complaint_step) s
                                on s.complaint_id = coalesce(d.id, c.id)
                        where c.id is null or (d.id is null) = (s.complaint_id is null) or d.due_at <> c.due_at"""));
    }
}
