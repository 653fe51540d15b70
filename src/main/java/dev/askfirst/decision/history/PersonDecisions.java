package dev.askfirst.decision.history;

import dev.askfirst.decision.answer.Explanation;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.OutcomeRows;
import dev.askfirst.decision.record.PointIndex;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the decisions about a person: at all addresses that they have or had, including those of people who were merged
 * into them.
 */
final class PersonDecisions {

    private static final String POINTS = """
            select point_id from contact_point where person_id = ?
            union
            select (body ->> 'point')::uuid from consent_event
            where kind = 'contact_removed'
              and (person_id = ? or person_id in (select person_id from merged_person where into_id = ?))""";

    // Materialized, so that the planner uses the index on contact points and not the one that happens to have the right
    // order.
    private static final String IDS = """
            with about as materialized (select id from decision where point_id = any (?) and id < ?)
            select id from about order by id desc limit ?""";

    private static final UUID LAST = new UUID(-1L, -1L);

    private PersonDecisions() {}

    /** The ids of the newest decisions before {@code before}, newest first. */
    static List<UUID> ids(Connection connection, UUID person, Optional<UUID> before, int most) throws SQLException {
        var points = points(connection, person);
        return PointIndex.use(connection, () -> ids(connection, points, before, most));
    }

    private static List<UUID> ids(Connection connection, List<UUID> points, Optional<UUID> before, int most)
            throws SQLException {
        try (var select = connection.prepareStatement(IDS)) {
            PgArray.ids(select, 1, points);
            select.setObject(2, before.orElse(LAST));
            select.setInt(3, most);
            var ids = new ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) ids.add(row.getObject(1, UUID.class));
            return ids;
        }
    }

    /** The person's language, if they set one. */
    static Optional<String> language(Connection connection, UUID person) throws SQLException {
        try (var select = connection.prepareStatement("select terms::text from terms where person_id = ?")) {
            select.setObject(1, person);
            var row = select.executeQuery();
            return row.next() ? TermsJson.read(row.getBytes(1)).preferences().locale() : Optional.empty();
        }
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
        try (var select = connection.prepareStatement(POINTS)) {
            for (var i = 1; i <= 3; i++) select.setObject(i, person);
            var points = new ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) points.add(row.getObject(1, UUID.class));
            return points;
        }
    }
}
