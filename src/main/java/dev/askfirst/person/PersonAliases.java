package dev.askfirst.person;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * All ids under which entries about a person may be: their own, those of people merged into them, and all their contact
 * points, past ones included.
 */
public record PersonAliases(List<UUID> people, List<UUID> points) {

    private static final String PEOPLE =
            "select ?::uuid union select person_id from merged_person where into_id = ?::uuid";

    private static final String POINTS = """
            with who as (%s)
            select point_id from contact_point where person_id in (select * from who)
            union
            select (body ->> 'point')::uuid from consent_event
            where kind = 'contact_removed' and person_id in (select * from who)""".formatted(PEOPLE);

    public static PersonAliases of(Connection connection, UUID person) throws SQLException {
        return new PersonAliases(ids(connection, PEOPLE, person), ids(connection, POINTS, person));
    }

    private static List<UUID> ids(Connection connection, String sql, UUID person) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, person);
            select.setObject(2, person);
            var ids = new ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) ids.add(row.getObject(1, UUID.class));
            return ids;
        }
    }
}
