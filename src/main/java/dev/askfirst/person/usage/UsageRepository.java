package dev.askfirst.person.usage;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.PgBuffer;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.policy.CountedPermit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The permits that caps still count. A writer locks all rows that it needs at once and in order: first people, then
 * unknown addresses, each by id. It waits for no other lock while it holds them. Missing rows are created first, even
 * if they are only checked: a row that does not exist cannot be locked, and another writer may be creating it.
 */
public final class UsageRepository {

    /** Rows of people, as {@link #write} writes them. */
    public static final RowType USAGE = RowType.of("usage", 1, "person_id", "uses");

    /** Rows of addresses that are nobody's, as {@link #write} writes them. */
    public static final RowType STRANGER_USAGE =
            RowType.of("stranger_usage", 1, "contact_key", "key_version", "uses", "at");

    /** Makes the rows that are missing; of one parameter, the people. */
    public static final String MAKE =
            "insert into usage (person_id, uses) select id, '[]' from unnest(?::uuid[]) id order by id on conflict do nothing";

    /** The same for addresses that are nobody's; of one parameter, rows as {@link #write} writes them. */
    public static final String MAKE_STRANGERS =
            STRANGER_USAGE.insert() + " order by contact_key on conflict do nothing";

    private static final String LOCKED = """
            select person_id as holder, uses::text from usage where person_id = any (?) order by person_id for update""";
    private static final String LOCKED_STRANGERS = """
            select contact_key as holder, uses::text from stranger_usage
            where contact_key = any (?) order by contact_key for update""";

    /** Whose an address is, or was when it was taken away. */
    private static final String OF_POINT = """
            select u.person_id, u.uses::text from usage u where u.person_id in (
                select coalesce(m.into_id, owner.person_id) from (
                    select person_id from contact_point where point_id = ?
                    union
                    select person_id from consent_event where kind = 'contact_removed' and body ->> 'point' = ?::text
                ) owner left join merged_person m using (person_id))
            for update of u""";

    private UsageRepository() {}

    /** Locks and reads a person's counted permits; nobody else can change them until the transaction ends. */
    public static List<CountedPermit> lock(Connection connection, UUID person) throws SQLException {
        return lock(connection, List.of(person)).get(person);
    }

    private static Map<UUID, List<CountedPermit>> lock(Connection connection, Collection<UUID> people)
            throws SQLException {
        try (var insert = connection.prepareStatement(MAKE)) {
            PgArray.ids(insert, 1, new TreeSet<>(people));
            insert.executeUpdate();
        }
        return read(connection, LOCKED, people);
    }

    /** Replaces a person's counted permits; the row must be locked. */
    public static void put(Connection connection, UUID person, List<CountedPermit> uses) throws SQLException {
        try (var update = connection.prepareStatement("update usage set uses = ?::json where person_id = ?")) {
            update.setString(1, UsesJson.write(uses));
            update.setObject(2, person);
            update.executeUpdate();
        }
    }

    /** Moves the permits of one person to another after a merge. */
    public static void unite(Connection connection, UUID from, UUID to) throws SQLException {
        var both = lock(connection, List.of(from, to));
        if (!both.get(from).isEmpty()) put(connection, to, union(both.get(to), both.get(from)));
        delete(connection, "delete from usage where person_id = any (?)", List.of(from));
    }

    /** Deletes the rows of erased people and of their addresses; returns how many held counted permits. */
    public static long forget(Connection connection, Collection<UUID> people, Collection<UUID> keys)
            throws SQLException {
        var counted = lock(connection, people).values().stream()
                .filter(uses -> !uses.isEmpty())
                .count();
        delete(connection, "delete from usage where person_id = any (?)", people);
        return counted + delete(connection, "delete from stranger_usage where contact_key = any (?)", keys);
    }

    /** Moves the permits of formerly unknown addresses to the people who now own them. */
    public static void adopt(Connection connection, Map<ContactKeys.ContactKey, UUID> people) throws SQLException {
        var byKey = new HashMap<UUID, UUID>();
        people.forEach((key, person) -> byKey.put(key.key(), person));
        var counted = new HashSet<>(byKey.keySet());
        counted.removeAll(made(connection, people.keySet()));
        var byPerson = new LinkedHashMap<UUID, List<CountedPermit>>();
        read(connection, LOCKED_STRANGERS, counted)
                .forEach((key, uses) -> byPerson.merge(byKey.get(key), uses, UsageRepository::union));
        if (!byPerson.isEmpty()) {
            var before = lock(connection, byPerson.keySet());
            for (var person : byPerson.entrySet())
                put(connection, person.getKey(), union(before.get(person.getKey()), person.getValue()));
        }
        delete(connection, "delete from stranger_usage where contact_key = any (?)", byKey.keySet());
    }

    /** Makes the rows that are missing, of addresses for which nothing was counted; returns those. */
    private static Set<UUID> made(Connection connection, Collection<ContactKeys.ContactKey> keys) throws SQLException {
        try (var insert = connection.prepareStatement(MAKE_STRANGERS + " returning contact_key")) {
            STRANGER_USAGE.bind(
                    insert,
                    1,
                    keys,
                    (it, columns) ->
                            write(new Holder.Stranger(it.key(), it.version()), List.of(), Instant.EPOCH, columns));
            var made = new HashSet<UUID>();
            var row = insert.executeQuery();
            while (row.next()) made.add(row.getObject(1, UUID.class));
            return made;
        }
    }

    private static int delete(Connection connection, String sql, Collection<UUID> ids) throws SQLException {
        try (var delete = connection.prepareStatement(sql)) {
            PgArray.ids(delete, 1, ids);
            return delete.executeUpdate();
        }
    }

    /** Frees the slot of a permit whose message was not sent, whoever owns the contact point by now. */
    public static void giveBack(Connection connection, UUID decision, UUID point) throws SQLException {
        // If a merge moved the row while this waited for its lock, the second attempt finds it.
        if (!gaveBack(connection, decision, point)) gaveBack(connection, decision, point);
    }

    private static boolean gaveBack(Connection connection, UUID decision, UUID point) throws SQLException {
        try (var select = connection.prepareStatement(OF_POINT)) {
            select.setObject(1, point);
            select.setObject(2, point);
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
        // Unknown addresses first: if one gets an owner while this waits for its row, the permit is found with the
        // owner afterwards.
        for (var stranger : read(connection, LOCKED_STRANGERS, all).entrySet()) {
            try (var update =
                    connection.prepareStatement("update stranger_usage set uses = ?::json where contact_key = ?")) {
                update.setString(1, UsesJson.write(without(stranger.getValue(), decision)));
                update.setObject(2, stranger.getKey());
                update.executeUpdate();
            }
        }
        try (var select =
                connection.prepareStatement("select point_id from contact_point where contact_key = any (?)")) {
            PgArray.ids(select, 1, all);
            var row = select.executeQuery();
            if (row.next()) giveBack(connection, decision, row.getObject(1, UUID.class));
        }
    }

    /** What rows of usage hold, by holder: of two columns, the holder's id and the permits. */
    public static Map<UUID, List<CountedPermit>> read(ResultSet row) throws SQLException {
        var found = new LinkedHashMap<UUID, List<CountedPermit>>();
        while (row.next()) found.put(row.getObject(1, UUID.class), UsesJson.read(row.getString(2)));
        return found;
    }

    /** The columns of a holder's row. */
    public static void write(Holder holder, List<CountedPermit> uses, Instant at, PgBuffer columns) {
        switch (holder) {
            case Holder.Known(var person) -> columns.id(person).json(UsesJson.write(uses));
            case Holder.Stranger(var key, var version) ->
                columns.id(key).int4Column(version).json(UsesJson.write(uses)).time(at);
        }
    }

    /** What both hold, each permit once. */
    public static List<CountedPermit> union(Collection<CountedPermit> some, Collection<CountedPermit> others) {
        var all = new LinkedHashMap<UUID, CountedPermit>();
        for (var uses : List.of(some, others)) for (var use : uses) all.putIfAbsent(use.decision(), use);
        return List.copyOf(all.values());
    }

    private static List<CountedPermit> without(List<CountedPermit> uses, UUID decision) {
        return uses.stream().filter(use -> !use.decision().equals(decision)).toList();
    }

    private static Map<UUID, List<CountedPermit>> read(Connection connection, String sql, Collection<UUID> holders)
            throws SQLException {
        if (holders.isEmpty()) return Map.of();
        try (var select = connection.prepareStatement(sql)) {
            PgArray.ids(select, 1, holders);
            return rows(select);
        }
    }

    private static Map<UUID, List<CountedPermit>> rows(PreparedStatement select) throws SQLException {
        return read(select.executeQuery());
    }
}
