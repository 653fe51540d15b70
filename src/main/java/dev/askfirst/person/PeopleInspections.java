package dev.askfirst.person;

import dev.askfirst.audit.Difference;
import dev.askfirst.audit.Inspection;
import dev.askfirst.audit.Leaves;
import dev.askfirst.audit.Reading;
import dev.askfirst.audit.Unwanted;
import dev.askfirst.person.key.PairwiseIds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks that addresses belong to people, that people have terms, and that pairwise ids belong to them. */
public final class PeopleInspections {

    private static final List<Inspection> REFERENCES = List.of(
            new Unwanted("contact points", """
                    select format('contact point %s is the one of person %s, who is not there', c.point_id, c.person_id)
                    from contact_point c left join person p using (person_id)
                    where p.person_id is null or p.erased_at is not null"""),
            new Unwanted("terms of people", """
                    select format('person %s has no terms', p.person_id)
                    from person p left join terms t on t.person_id = p.person_id
                    where p.erased_at is null and t.person_id is null
                        and not exists (select 1 from merged_person m where m.person_id = p.person_id)"""),
            new Unwanted("people with terms", """
                    select format('there are terms of person %s, who is not there', t.person_id)
                    from terms t left join person p using (person_id) where p.person_id is null or p.erased_at is not null"""),
            new Unwanted("people made one", """
                    select format('person %s was made one with %s, who %s', m.person_id, m.into_id,
                        case when t.person_id is null then 'has no terms' else 'is somebody else again' end)
                    from merged_person m left join terms t on t.person_id = m.into_id
                        left join merged_person other on other.person_id = m.into_id
                        left join person p on p.person_id = m.into_id
                    where other.person_id is not null or t.person_id is null and p.erased_at is null"""));

    private static final Inspection ACCESSES = Leaves.asJson("access", """
            select id, page_id, slot, jsonb_strip_nulls(jsonb_build_object('at', %s, 'by', by, 'controller', controller,
                'id', id, 'kind', 'access', 'person', person_id, 'what', what)) as entry
            from access""".formatted(Leaves.time("at")));

    private PeopleInspections() {}

    /** The inspections that need no keys. */
    public static List<Inspection> withoutKeys() {
        var all = new ArrayList<>(REFERENCES);
        all.add(ACCESSES);
        return all;
    }

    /**
     * Checks that a pairwise id is derived from controller and person; after a merge it may be derived from the other
     * person.
     */
    public static Inspection pairwise(PairwiseIds ids) {
        return new Inspection() {
            @Override
            public String about() {
                return "ids that senders know people by";
            }

            @Override
            public Optional<Difference> first(Reading reading) throws SQLException {
                return reading.each("""
                        select i.pairwise_id, i.controller, i.person_id,
                            (select array_agg(m.person_id) from merged_person m where m.into_id = i.person_id)
                        from pairwise_id i""", row -> {
                    var id = row.getObject(1, UUID.class);
                    var controller = row.getString(2);
                    var others = row.getArray(4);
                    if (ids.of(controller, row.getObject(3, UUID.class)).equals(id)) return Optional.empty();
                    if (others != null) {
                        for (var other : (UUID[]) others.getArray())
                            if (ids.of(controller, other).equals(id)) return Optional.empty();
                    }
                    return Optional.of(new Difference("%s is not the id by which %s knows person %s"
                            .formatted(id, controller, row.getString(3))));
                });
            }
        };
    }
}
