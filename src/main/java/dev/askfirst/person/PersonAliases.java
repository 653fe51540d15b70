package dev.askfirst.person;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * All ids under which entries about a person may be: their own, those of people merged into them, and all their contact
 * points, past ones included.
 */
public record PersonAliases(List<UUID> people, List<UUID> points) {

    private static final String PEOPLE =
            "select :person::uuid as id union select person_id from merged_person where into_id = :person";

    private static final Sql ALL_PEOPLE = Sql.of(PEOPLE);

    private static final Sql ALL_POINTS = Sql.of("""
            with who as (%s)
            select point_id as id from contact_point where person_id in (select * from who)
            union
            select (body ->> 'point')::uuid from consent_event
            where kind = 'contact_removed' and person_id in (select * from who)""".formatted(PEOPLE));

    public static PersonAliases of(Connection connection, UUID person) throws SQLException {
        return new PersonAliases(ids(connection, ALL_PEOPLE, person), ids(connection, ALL_POINTS, person));
    }

    private static List<UUID> ids(Connection connection, Sql sql, UUID person) throws SQLException {
        return sql.with("person", person).list(connection, row -> row.id("id"));
    }
}
