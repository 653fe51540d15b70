package dev.askfirst.consent.inspection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.audit.Difference;
import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.Reading;
import dev.askfirst.audit.Unwanted;
import dev.askfirst.consent.event.History;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Checks that acts are as they were recorded, and that terms, texts, expiries and suppressions follow from them. */
public final class ActInspections {

    private static final String ENDING = """
            from consent_event e left join consent_expiry x
                on x.grant_id = coalesce((e.body ->> 'confirms')::uuid, e.id) left join terms t on t.person_id = e.person_id
            where e.kind in ('grant', 'confirmation') and e.body ->> 'expires' is not null
                and e.body -> 'pending' is null
            """;

    private ActInspections() {}

    /** All inspections of acts, those of suppressions and inbound messages included. */
    public static List<Inspection> all() {
        var all = new ArrayList<>(acts());
        all.addAll(SuppressionInspections.all());
        all.addAll(ComplaintInspections.all());
        all.add(HumanInspections.all());
        all.add(DeputyInspections.all());
        all.addAll(FeedbackInspections.all());
        all.add(IntentInspections.all());
        return all;
    }

    private static List<Inspection> acts() {
        return List.of(
                new Leaves(
                        "consent_event",
                        History.ACTS,
                        row -> List.of(History.read(Row.of(row)).entry())),
                new TermsInspection(),
                new Unwanted("terms without acts", """
                        select format('person %s has terms of version %s and no acts', person_id, version)
                        from (select person_id, version, terms from terms offset 0) t
                        where not exists (select 1 from consent_event e where e.person_id = t.person_id)
                            and (version <> 0 or terms::jsonb -> 'words' <> '[]' or terms::jsonb -> 'controllers' <> '[]')"""),
                new Unwanted("people who spoke", """
                        select format('act %s is one of person %s, who is not there', e.id, e.person_id)
                        from consent_event e left join person p using (person_id) where p.person_id is null"""),
                new Unwanted("controllers spoken to", """
                        select format('person %s has spoken to %s, who knows them by no id', t.person_id, c)
                        from (select person_id, terms -> 'controllers' as controllers from terms offset 0) t,
                            json_array_elements_text(t.controllers) c
                        where not exists (
                            select 1 from pairwise_id i where i.person_id = t.person_id and i.controller = c)"""),
                evidence(),
                new Unwanted("grants that end by themselves", """
                        select format('grant %s ends %s, and is expected to end %s', e.id, e.body ->> 'expires',
                            coalesce(x.expires_at::text, 'never'))
                        """ + ENDING + """
                        and (x.grant_id is null and t.person_id is not null
                            or x.expires_at <> (e.body ->> 'expires')::timestamptz
                            or x.controller <> e.body ->> 'controller' or x.topic <> e.body ->> 'topic'
                            or x.channel <> e.body ->> 'channel')"""),
                new Unwanted("expected ends of grants", """
                        select format('grant %s is expected to end, and is not there', x.grant_id)
                        from consent_expiry x left join consent_event e on e.id = x.grant_id where e.id is null"""));
    }

    /** Checks that texts are those with which the act was recorded. */
    private static Inspection evidence() {
        return new Inspection() {
            @Override
            public String about() {
                return "texts";
            }

            @Override
            public Optional<Difference> first(Reading reading) throws SQLException {
                return reading.each("""
                        select t.event, s.hash, t.salt, t.texts from evidence t left join (
                            select id, body ->> 'evidence' as hash from consent_event
                            union all select event, encode(evidence, 'hex') from suppression_evidence
                            union all select id, encode(evidence, 'hex') from suppression_lift
                            union all select id, encode(evidence, 'hex') from reply_resolution
                            union all select id, encode(evidence, 'hex') from complaint_step
                            union all select id, encode(evidence, 'hex') from outcome) s on s.id = t.event""", ActInspections::text);
            }
        };
    }

    private static Optional<Difference> text(ResultSet row) throws SQLException {
        if (row.getString(2) == null) {
            return Optional.of(new Difference("there are texts of " + row.getString(1) + ", which is not there"));
        }
        try {
            var text = Entry.canonical(Json.MAPPER.readTree(row.getString(4)));
            var hash = HexFormat.of().formatHex(Entry.commitment(row.getBytes(3), text));
            if (hash.equals(row.getString(2))) return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(new Difference("the texts of " + row.getString(1) + " are not those it was recorded with"));
    }
}
