package dev.askfirst.consent.erasure;

import dev.askfirst.consent.event.History;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads all acts of many people at once; the acts of somebody who was merged are among those of the person they were
 * merged into.
 */
final class PersonHistories {

    private PersonHistories() {}

    static Map<UUID, RetentionRules.Life> of(Connection connection, Collection<UUID> people) throws SQLException {
        var lives = new HashMap<UUID, RetentionRules.Life>();
        if (people.isEmpty()) return lives;
        var owners = owners(connection, people);
        for (var person : people) lives.put(person, new RetentionRules.Life(new ArrayList<>(), new HashMap<>()));
        try (var select = connection.prepareStatement(
                History.ACTS + "where e.person_id = any (?) order by e.known, e.person_id, e.version")) {
            PgArray.ids(select, 1, owners.keySet());
            var row = select.executeQuery();
            while (row.next()) {
                var act = History.read(row);
                lives.get(owners.get(act.person())).acts().add(act);
            }
        }
        uses(connection, owners, lives);
        return lives;
    }

    private static Map<UUID, UUID> owners(Connection connection, Collection<UUID> people) throws SQLException {
        var owners = new HashMap<UUID, UUID>();
        people.forEach(person -> owners.put(person, person));
        try (var select =
                connection.prepareStatement("select person_id, into_id from merged_person where into_id = any (?)")) {
            PgArray.ids(select, 1, List.copyOf(people));
            var row = select.executeQuery();
            while (row.next()) owners.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
            return owners;
        }
    }

    private static void uses(Connection connection, Map<UUID, UUID> owners, Map<UUID, RetentionRules.Life> lives)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select e.person_id, u.grant_id, u.last_used from consent_event e join grant_use u on u.grant_id = e.id
                where e.person_id = any (?)""")) {
            PgArray.ids(select, 1, owners.keySet());
            var row = select.executeQuery();
            while (row.next()) {
                Instant used = row.getObject(3, OffsetDateTime.class).toInstant();
                lives.get(owners.get(row.getObject(1, UUID.class))).lastUsed().put(row.getObject(2, UUID.class), used);
            }
        }
    }
}
