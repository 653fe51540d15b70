package dev.askfirst.person;

import dev.askfirst.platform.PgArray;
import dev.askfirst.platform.PgBuffer;
import dev.askfirst.policy.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The permits that caps still count. Whoever changes them locks all their rows at once and in order: people first, then
 * addresses that are nobody's, by id. Nothing else is waited for while they are held.
 */
public final class Usages {

    private static final String LOCKED = """
            select person_id as holder, uses::text from usage where person_id = any (?) order by person_id for update""";
    private static final String LOCKED_STRANGERS = """
            select contact_key as holder, uses::text from stranger_usage
            where contact_key = any (?) order by contact_key for update""";

    private Usages() {}

    /** Makes the rows of a person that lacks them, and locks those of all of them; there must be none of strangers. */
    private static Map<UUID, List<Use>> lock(Connection connection, Collection<UUID> people) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into usage select id, '[]' from unnest(?::uuid[]) id order by id on conflict do nothing""")) {
            PgArray.ids(insert, 1, new TreeSet<>(people));
            insert.executeUpdate();
        }
        return read(connection, LOCKED, people);
    }

    /** Also counts these from now on, and none of those whose place they took. */
    public static void add(Connection connection, UUID person, Collection<Use> uses, Set<UUID> replaced)
            throws SQLException {
        var counted = lock(connection, List.of(person)).get(person).stream()
                .filter(use -> !replaced.contains(use.decision()))
                .toList();
        var united = union(counted, uses);
        put(connection, person, united);
    }

    /** Two people are one from now on. */
    public static void unite(Connection connection, UUID from, UUID to) throws SQLException {
        if (read(connection, "select person_id, uses::text from usage where person_id = any (?)", List.of(from))
                .isEmpty()) return;
        var both = lock(connection, List.of(from, to));
        put(connection, to, union(both.get(to), both.get(from)));
        try (var delete = connection.prepareStatement("delete from usage where person_id = ?")) {
            delete.setObject(1, from);
            delete.executeUpdate();
        }
    }

    /** Addresses that were nobody's are these people's from now on, by the contact key under which they are filed. */
    public static void adopt(Connection connection, Map<UUID, UUID> people) throws SQLException {
        var strangers = read(connection, LOCKED_STRANGERS, people.keySet());
        if (strangers.isEmpty()) return;
        var byPerson = new LinkedHashMap<UUID, List<Use>>();
        strangers.forEach((key, uses) -> byPerson.merge(people.get(key), uses, (one, other) -> union(one, other)));
        var before = lock(connection, byPerson.keySet());
        for (var person : byPerson.entrySet())
            put(connection, person.getKey(), union(before.get(person.getKey()), person.getValue()));
        try (var delete = connection.prepareStatement("delete from stranger_usage where contact_key = any (?)")) {
            PgArray.ids(delete, 1, strangers.keySet());
            delete.executeUpdate();
        }
    }

    /** The message was not sent: the slot that this permit took is free again, whoever the contact point is by now. */
    public static void giveBack(Connection connection, UUID decision, UUID point) throws SQLException {
        // A row that went to somebody else while this waited for it is found there by a second look.
        if (!gaveBack(connection, decision, point)) gaveBack(connection, decision, point);
    }

    private static boolean gaveBack(Connection connection, UUID decision, UUID point) throws SQLException {
        try (var select = connection.prepareStatement("""
                select u.person_id, u.uses::text from usage u join contact_point p on p.person_id = u.person_id
                where p.point_id = ? for update of u""")) {
            select.setObject(1, point);
            var people = rows(select);
            for (var person : people.entrySet()) {
                put(connection, person.getKey(), without(person.getValue(), decision));
            }
            return !people.isEmpty();
        }
    }

    /** The same for an address that may be nobody's, by all keys under which it may be filed. */
    public static void giveBack(Connection connection, UUID decision, Collection<ContactKeys.ContactKey> keys)
            throws SQLException {
        var all = keys.stream().map(ContactKeys.ContactKey::key).toList();
        try (var select =
                connection.prepareStatement("select point_id from contact_point where contact_key = any (?)")) {
            PgArray.ids(select, 1, all);
            var row = select.executeQuery();
            if (row.next()) giveBack(connection, decision, row.getObject(1, UUID.class));
        }
        for (var stranger : read(connection, LOCKED_STRANGERS, all).entrySet()) {
            try (var update =
                    connection.prepareStatement("update stranger_usage set uses = ?::json where contact_key = ?")) {
                update.setString(1, UsesJson.write(without(stranger.getValue(), decision)));
                update.setObject(2, stranger.getKey());
                update.executeUpdate();
            }
        }
    }

    /** What rows of usage hold, by holder: of two columns, the holder's id and the permits. */
    public static Map<UUID, List<Use>> read(ResultSet row) throws SQLException {
        var found = new LinkedHashMap<UUID, List<Use>>();
        while (row.next()) found.put(row.getObject(1, UUID.class), UsesJson.read(row.getString(2)));
        return found;
    }

    /** The columns of a holder's row. */
    public static void write(Holder holder, List<Use> uses, Instant at, PgBuffer columns) {
        switch (holder) {
            case Holder.Known(var person) -> columns.id(person).json(UsesJson.write(uses));
            case Holder.Stranger(var key, var version) ->
                columns.id(key).int4Column(version).json(UsesJson.write(uses)).time(at);
        }
    }

    static List<Use> union(Collection<Use> some, Collection<Use> others) {
        var all = new LinkedHashMap<UUID, Use>();
        for (var uses : List.of(some, others)) for (var use : uses) all.putIfAbsent(use.decision(), use);
        return List.copyOf(all.values());
    }

    private static List<Use> without(List<Use> uses, UUID decision) {
        return uses.stream().filter(use -> !use.decision().equals(decision)).toList();
    }

    private static Map<UUID, List<Use>> read(Connection connection, String sql, Collection<UUID> holders)
            throws SQLException {
        if (holders.isEmpty()) return Map.of();
        try (var select = connection.prepareStatement(sql)) {
            PgArray.ids(select, 1, holders);
            return rows(select);
        }
    }

    private static Map<UUID, List<Use>> rows(PreparedStatement select) throws SQLException {
        return read(select.executeQuery());
    }

    private static void put(Connection connection, UUID person, List<Use> uses) throws SQLException {
        try (var update = connection.prepareStatement("update usage set uses = ?::json where person_id = ?")) {
            update.setString(1, UsesJson.write(uses));
            update.setObject(2, person);
            update.executeUpdate();
        }
    }
}
