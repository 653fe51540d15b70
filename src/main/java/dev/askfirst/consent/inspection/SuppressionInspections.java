package dev.askfirst.consent.inspection;

import static dev.askfirst.audit.Leaves.time;

import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.Unwanted;
import dev.askfirst.consent.suppression.SuppressedAddressees;
import java.util.List;

/** Checks that suppressions, their lifts and inbound messages are as they were recorded. */
final class SuppressionInspections {

    private SuppressionInspections() {}

    static List<Inspection> all() {
        return List.of(
                Leaves.asJson(
                        "suppression", """
                        select s.id, s.page_id, s.slot, case when %1$s > 0 then jsonb_build_object('by', s.by,
                            'controller', s.controller, 'evidence', encode(coalesce(own.evidence, shared.evidence), 'hex'),
                            'id', s.id, 'kind', 'suppression', 'made', %2$s, 'reason', s.reason,
                            case %1$s when 1 then 'point' else 'stranger' end, %3$s) end as entry
                        from suppression s left join suppression_subject using (page_id)
                        left join suppression_evidence own on own.event = s.id
                        left join suppression_evidence shared on shared.event = s.page_id""".formatted(SuppressedAddressees.KIND, time("s.at"), SuppressedAddressees.ID)),
                Leaves.asJson("suppression_lift", """
                        select id, page_id, slot, jsonb_build_object('by', by, 'evidence', encode(evidence, 'hex'), 'id', id,
                            'kind', 'lift', 'made', %s, 'suppression', suppression_id) as entry
                        from suppression_lift""".formatted(time("made"))),
                Leaves.asJson("reply", """
                        select id, page_id, slot, jsonb_build_object('by', by, 'channel', channel, 'controller', controller,
                            'due', %s, 'evidence', encode(evidence, 'hex'), 'id', id, 'kind', 'reply', 'made', %s,
                            'point', point_id, 'stranger', stranger, 'understood', understood) as entry
                        from reply""".formatted(time("due_at"), time("at"))),
                Leaves.asJson("reply_resolution", """
                        select id, page_id, slot, jsonb_build_object('by', by, 'evidence', encode(evidence, 'hex'), 'id', id,
                            'kind', 'resolution', 'made', %s, 'outcome', outcome, 'reply', reply_id) as entry
                        from reply_resolution""".formatted(time("made"))),
                new Unwanted("replies that are due", """
                        select case when r.id is null then format('reply %s is due, and is not there', d.id)
                            when s.reply_id is not null then format('reply %s is due, and was resolved', d.id)
                            when d.id is null then format('reply %s is due, and nobody is told', r.id)
                            else format('reply %s is due on %s, and was to be on %s', d.id, d.due_at, r.due_at) end
                        from due_reply d full join (select * from reply where due_at is not null) r using (id)
                            left join reply_resolution s on s.reply_id = coalesce(d.id, r.id)
                        where r.id is null or (d.id is null) = (s.reply_id is null) or d.due_at <> r.due_at"""),
                new Unwanted("lifted suppressions", """
                        select case when l.id is null then format('suppression %s was lifted, and nobody did it', s.id)
                            when s.id is null then format('suppression %s was lifted, and is not there', l.suppression_id)
                            else format('suppression %s was lifted on %s, and stands as lifted on %s', s.id, l.made,
                                coalesce(s.lifted_at::text, 'no day')) end
                        from (select * from suppression where lifted_at is not null or id in (
                                select suppression_id from suppression_lift)) s
                            full join suppression_lift l on l.suppression_id = s.id
                        where l.made is distinct from s.lifted_at"""),
                new Unwanted("standing suppressions", """
                        select format('%s suppressions for %s stand for one contact, the last is %s', count(*), controller,
                            max(id::text))
                        from suppression where lifted_at is null
                        group by contact_key, controller, reason, coalesce(by ->> 'sender', '') having count(*) > 1"""));
    }
}
