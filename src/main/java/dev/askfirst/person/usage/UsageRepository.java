package dev.askfirst.person.usage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.PgBuffer;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.CountedPermit;
import java.sql.Connection;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The permits that caps still count. A writer locks all rows that it needs at once and in order: first people, then
 * unknown addresses, each by shard and id. It waits for no other lock while it holds them. Missing rows are created first, even
 * if they are only checked: a row that does not exist cannot be locked, and another writer may be creating it.
 */
public final class UsageRepository {

    /** Rows of people, as {@link #write} writes them. */
    public static final RowType USAGE = RowType.of("usage", 1, "person_id", "uses", "shard");

    /** Rows of addresses that are nobody's, as {@link #write} writes them. */
    public static final RowType STRANGER_USAGE =
            RowType.of("stranger_usage", 1, "contact_key", "key_version", "uses", "at", "shard");

    /** Makes the rows that are missing; of one parameter, rows as {@link #write} writes them. */
    public static final String MAKE = USAGE.insert() + " order by shard, person_id on conflict do nothing";

    /** The same for addresses that are nobody's. */
    public static final String MAKE_STRANGERS =
            STRANGER_USAGE.insert() + " order by shard, contact_key on conflict do nothing";

    private static final String LOCKED = """
            select person_id as holder, uses::text from usage
            where shard = ? and person_id = any (?) order by person_id for update""";
    private static final String LOCKED_STRANGERS = """
            select contact_key as holder, uses::text from stranger_usage
            where shard = ? and contact_key = any (?) order by contact_key for update""";
    private static final String DELETE_STRANGERS =
            "delete from stranger_usage where shard = ? and contact_key = any (?)";

    private static final Sql DELETE = Sql.of("delete from usage where shard = :shard and person_id = :person");

    /** Whose an address is, or was when it was taken away. */
    private static final Sql OF_POINT = Sql.of("""
            select t.person_id, t.shard from terms t where t.person_id in (
                select coalesce(m.into_id, owner.person_id) from (
                    select person_id from contact_point where point_id = :point
                    union
                    select person_id from consent_event where kind = 'contact_removed' and body ->> 'point' = :point::text
                ) owner left join merged_person m using (person_id))""");

    private static final Sql COUNTED =
            Sql.of("select person_id, uses::text as uses from usage where person_id = any (:people::uuid[])");

    private static final Sql POINT =
            Sql.of("select point_id from contact_point where contact_key = any (:keys::uuid[])");

    private UsageRepository() {}

    /** A person's counted permits, as they stand now. */
    public static List<CountedPermit> of(Connection connection, UUID person) throws SQLException {
        return all(connection, List.of(person)).getOrDefault(person, Uses.NONE).permits();
    }

    /** What is counted for a person, as it stands now. */
    public static Uses all(Connection connection, UUID person) throws SQLException {
        return all(connection, List.of(person)).getOrDefault(person, Uses.NONE);
    }

    /** The counted permits of several people; those for whom nothing is counted are left out. */
    public static Map<UUID, List<CountedPermit>> of(Connection connection, Collection<UUID> people)
            throws SQLException {
        var found = new HashMap<UUID, List<CountedPermit>>();
        all(connection, people).forEach((person, uses) -> found.put(person, uses.permits()));
        return found;
    }

    private static Map<UUID, Uses> all(Connection connection, Collection<UUID> people) throws SQLException {
        var found = new HashMap<UUID, Uses>();
        COUNTED.with("people", people)
                .each(connection, row -> found.put(row.id("person_id"), UsesJson.read(row.text("uses"))));
        return found;
    }

    /** Locks and reads a person's counted permits; nobody else can change them until the transaction ends. */
    public static Uses lock(Connection connection, Holder.Known person) throws SQLException {
        return lock(connection, List.of(person)).get(person.id());
    }

    private static Map<UUID, Uses> lock(Connection connection, Collection<Holder.Known> people) throws SQLException {
        try (var insert = connection.prepareStatement(MAKE)) {
            USAGE.bind(insert, 1, people, (it, columns) -> write(it, Uses.NONE, Instant.EPOCH, columns));
            insert.executeUpdate();
        }
        return read(connection, LOCKED, people);
    }

    /** Replaces a person's counted permits; the row must be locked. */
    public static void put(Connection connection, Holder.Known person, Uses uses) throws SQLException {
        put(connection, "update usage set uses = ?::json where shard = ? and person_id = ?", person, uses);
    }

    private static void put(Connection connection, String sql, Holder holder, Uses uses) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, UsesJson.write(uses));
            update.setShort(2, holder.shard());
            update.setObject(3, holder.id());
            update.executeUpdate();
        }
    }

    /** Moves the permits of one person to another after a merge. */
    public static void unite(Connection connection, Holder.Known from, Holder.Known to) throws SQLException {
        var both = lock(connection, List.of(from, to));
        var moved = both.get(from.id());
        if (!moved.isEmpty()) put(connection, to, both.get(to.id()).and(moved));
        delete(connection, from);
    }

    /** Deletes the rows of an erased person and of their addresses; returns how many held counted permits. */
    public static long forget(Connection connection, Holder.Known person, Collection<ContactKeys.ContactKey> keys)
            throws SQLException {
        var counted = lock(connection, person).isEmpty() ? 0 : 1;
        delete(connection, person);
        return counted + deleteStrangers(connection, keys);
    }

    private static void delete(Connection connection, Holder.Known person) throws SQLException {
        DELETE.with("shard", person.shard()).with("person", person.id()).update(connection);
    }

    /** Moves the permits of formerly unknown addresses to the people who now own them. */
    public static void adopt(Connection connection, Map<ContactKeys.ContactKey, Holder.Known> people)
            throws SQLException {
        var byKey = new HashMap<UUID, Holder.Known>();
        people.forEach((key, person) -> byKey.put(key.key(), person));
        var made = made(connection, people.keySet());
        var counted = people.keySet().stream()
                .filter(key -> !made.contains(key.key()))
                .map(Holder.Stranger::of)
                .toList();
        var byPerson = new LinkedHashMap<Holder.Known, Uses>();
        read(connection, LOCKED_STRANGERS, counted)
                .forEach((key, uses) -> byPerson.merge(byKey.get(key), uses, Uses::and));
        if (!byPerson.isEmpty()) {
            var before = lock(connection, byPerson.keySet());
            for (var person : byPerson.entrySet()) {
                var all = before.get(person.getKey().id()).and(person.getValue());
                put(connection, person.getKey(), all);
            }
        }
        deleteStrangers(connection, people.keySet());
    }

    /** Makes the rows that are missing, of addresses for which nothing was counted; returns those. */
    private static Set<UUID> made(Connection connection, Collection<ContactKeys.ContactKey> keys) throws SQLException {
        try (var insert = connection.prepareStatement(MAKE_STRANGERS + " returning contact_key")) {
            STRANGER_USAGE.bind(
                    insert, 1, keys, (it, columns) -> write(Holder.Stranger.of(it), Uses.NONE, Instant.EPOCH, columns));
            var made = new HashSet<UUID>();
            var row = insert.executeQuery();
            while (row.next()) made.add(row.getObject(1, UUID.class));
            return made;
        }
    }

    private static int deleteStrangers(Connection connection, Collection<ContactKeys.ContactKey> keys)
            throws SQLException {
        var deleted = 0;
        var strangers = keys.stream().map(Holder.Stranger::of).toList();
        for (var shard : byShard(strangers).entrySet()) {
            try (var delete = connection.prepareStatement(DELETE_STRANGERS)) {
                delete.setShort(1, shard.getKey());
                PgArray.ids(delete, 2, shard.getValue());
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }

    /** Frees the slot of a permit whose message was not sent, whoever owns the contact point by now. */
    public static void giveBack(Connection connection, UUID decision, UUID point) throws SQLException {
        // If a merge moved the row while this waited for its lock, the second attempt finds it.
        if (!gaveBack(connection, decision, point)) gaveBack(connection, decision, point);
    }

    private static boolean gaveBack(Connection connection, UUID decision, UUID point) throws SQLException {
        var owners = OF_POINT.with("point", point)
                .list(connection, row -> new Holder.Known(row.id("person_id"), row.small("shard")));
        var counted = read(connection, LOCKED, owners);
        for (var owner : owners) {
            if (counted.containsKey(owner.id())) put(connection, owner, without(counted.get(owner.id()), decision));
        }
        return !counted.isEmpty();
    }

    /** The same for an address that may be nobody's, by all keys under which it may be filed. */
    public static void giveBack(Connection connection, UUID decision, Collection<ContactKeys.ContactKey> keys)
            throws SQLException {
        // Unknown addresses first: if one gets an owner while this waits for its row, the permit is found with the
        // owner afterwards.
        var strangers = keys.stream().map(Holder.Stranger::of).toList();
        var counted = read(connection, LOCKED_STRANGERS, strangers);
        for (var stranger : strangers) {
            if (!counted.containsKey(stranger.id())) continue;
            put(
                    connection,
                    "update stranger_usage set uses = ?::json where shard = ? and contact_key = ?",
                    stranger,
                    without(counted.get(stranger.id()), decision));
        }
        var point = POINT.with(
                        "keys", keys.stream().map(ContactKeys.ContactKey::key).toList())
                .first(connection, row -> row.id("point_id"));
        if (point.isPresent()) giveBack(connection, decision, point.get());
    }

    /** What rows of usage hold, by holder: of two columns, the holder's id and what is counted. */
    public static Map<UUID, Uses> read(ResultSet row) throws SQLException {
        var found = new LinkedHashMap<UUID, Uses>();
        while (row.next()) found.put(row.getObject(1, UUID.class), UsesJson.read(row.getString(2)));
        return found;
    }

    /** The columns of a holder's row. */
    public static void write(Holder holder, Uses uses, Instant at, PgBuffer columns) {
        switch (holder) {
            case Holder.Known(var person, var shard) ->
                columns.id(person).json(UsesJson.write(uses)).int2Column(shard);
            case Holder.Stranger(var key, var version, var shard) ->
                columns.id(key)
                        .int4Column(version)
                        .json(UsesJson.write(uses))
                        .time(at)
                        .int2Column(shard);
        }
    }

    private static Uses without(Uses uses, UUID decision) {
        return uses.with(uses.permits().stream()
                .filter(use -> !use.decision().equals(decision))
                .toList());
    }

    /** The rows of these holders that there are, locked shard by shard. */
    private static Map<UUID, Uses> read(Connection connection, String sql, Collection<? extends Holder> holders)
            throws SQLException {
        var found = new LinkedHashMap<UUID, Uses>();
        for (var shard : byShard(holders).entrySet()) {
            try (var select = connection.prepareStatement(sql)) {
                select.setShort(1, shard.getKey());
                PgArray.ids(select, 2, shard.getValue());
                found.putAll(read(select.executeQuery()));
            }
        }
        return found;
    }

    private static SortedMap<Short, List<UUID>> byShard(Collection<? extends Holder> holders) {
        return holders.stream()
                .sorted()
                .collect(groupingBy(Holder::shard, TreeMap::new, mapping(Holder::id, toList())));
    }
}
