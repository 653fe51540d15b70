package dev.askfirst.consent.erasure;

import dev.askfirst.consent.event.History;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Reads all acts of many people at once; the acts of somebody who was merged are among those of the person they were
 * merged into.
 */
final class PersonHistories {

    private static final Sql ACTS =
            Sql.of(History.ACTS + "where e.person_id = any (:people::uuid[]) order by e.known, e.person_id, e.version");
    private static final Sql OWNERS =
            Sql.of("select person_id, into_id from merged_person where into_id = any (:people::uuid[])");
    private static final Sql USES = Sql.of("""
            select e.person_id, u.grant_id, u.last_used from consent_event e join grant_use u on u.grant_id = e.id
            where e.person_id = any (:people::uuid[])""");

    private PersonHistories() {}

    static Map<UUID, RetentionRules.Life> of(Connection connection, Collection<UUID> people) throws SQLException {
        var lives = new HashMap<UUID, RetentionRules.Life>();
        if (people.isEmpty()) return lives;
        var owners = owners(connection, people);
        for (var person : people) lives.put(person, new RetentionRules.Life(new ArrayList<>(), new HashMap<>()));
        ACTS.with("people", owners.keySet()).each(connection, row -> {
            var act = History.read(row);
            lives.get(owners.get(act.person())).acts().add(act);
        });
        uses(connection, owners, lives);
        return lives;
    }

    private static Map<UUID, UUID> owners(Connection connection, Collection<UUID> people) throws SQLException {
        var owners = new HashMap<UUID, UUID>();
        people.forEach(person -> owners.put(person, person));
        OWNERS.with("people", people).each(connection, row -> owners.put(row.id("person_id"), row.id("into_id")));
        return owners;
    }

    private static void uses(Connection connection, Map<UUID, UUID> owners, Map<UUID, RetentionRules.Life> lives)
            throws SQLException {
        USES.with("people", owners.keySet())
                .each(
                        connection,
                        row -> lives.get(owners.get(row.id("person_id")))
                                .lastUsed()
                                .put(row.id("grant_id"), row.date("last_used")));
    }
}
