package dev.askfirst.decision.history;

import dev.askfirst.decision.answer.Explanation;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.OutcomeRows;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the decisions about a person: at all addresses that they have or had, including those of people who were merged
 * into them.
 */
final class PersonDecisions {

    private static final Sql POINTS = Sql.of("""
            select point_id from contact_point where person_id = :person
            union
            select (body ->> 'point')::uuid from consent_event
            where kind = 'contact_removed'
              and (person_id = :person
                or person_id in (select person_id from merged_person where into_id = :person))""");

    private static final Sql IDS = Sql.of("""
            select id from decisions_about(:points::uuid[], null, :before)
            where id < :before and (:controllers::text[] is null
                or split_part(split_part(template, '"controller":"', 2), '"', 1) = any (:controllers::text[]))
            order by id desc limit :most""");

    private static final Sql TERMS = Sql.of("select terms::text as terms from terms where person_id = :person");

    private static final UUID LAST = new UUID(-1L, -1L);

    private PersonDecisions() {}

    /** The ids of the newest decisions before {@code before}, newest first. */
    static List<UUID> ids(Connection connection, UUID person, Optional<UUID> before, int most) throws SQLException {
        return ids(connection, person, before, most, Optional.empty());
    }

    /** The same of these controllers alone; empty means all. The first member of the name in a template is the decision's. */
    static List<UUID> ids(
            Connection connection, UUID person, Optional<UUID> before, int most, Optional<List<String>> controllers)
            throws SQLException {
        var points = points(connection, person);
        return IDS.with("points", points)
                .with("before", before.orElse(LAST))
                .with("most", most)
                .with("controllers", controllers)
                .list(connection, row -> row.id("id"));
    }

    /** The person's language, if they set one. */
    static Optional<String> language(Connection connection, UUID person) throws SQLException {
        return TERMS.with("person", person)
                .first(
                        connection,
                        row -> TermsJson.read(row.bytes("terms")).preferences().locale())
                .flatMap(it -> it);
    }

    /** These decisions with every reason, and their outcomes. */
    static List<RecordedReply> load(Connection connection, List<UUID> ids, Explanation explanation)
            throws SQLException {
        var decisions = DecisionRows.load(connection, ids);
        var outcomes = OutcomeRows.load(connection, ids);
        return ids.stream()
                .map(id ->
                        RecordedReply.whole(decisions.get(id)).with(outcomes.getOrDefault(id, List.of()), explanation))
                .toList();
    }

    private static List<UUID> points(Connection connection, UUID person) throws SQLException {
        return POINTS.with("person", person).list(connection, row -> row.id("point_id"));
    }
}
