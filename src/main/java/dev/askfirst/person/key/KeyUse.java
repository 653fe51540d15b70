package dev.askfirst.person.key;

import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.Keys;
import dev.askfirst.platform.security.Keyset;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of the contact key and the service key that rows may be under. They are stored in the database, for all
 * instances: writers hold a shared lock until their transaction ends, and a change waits for them.
 */
final class KeyUse {

    private static final String LIVE = "select purpose, live::text from key_use";

    private KeyUse() {}

    /** What is in use now. */
    static Map<KeyName, LiveKeys> read(Connection connection) throws SQLException {
        return read(connection, LIVE);
    }

    /**
     * The live contact keys, which stay so until this transaction ends. An instance that lacks one of them, or would wrap
     * with a service key that was given up, may not write.
     */
    static LiveKeys hold(Connection connection, Keys keys) throws SQLException {
        var live = read(connection, LIVE + " for share");
        var contact = live.get(KeyName.contact);
        if (contact == null)
            throw new SQLException("no key is in use yet: this database has not been started with", "55000");
        if (!keys.contact().versions().containsAll(contact.versions())) {
            throw new SQLException("this instance lacks a contact key that is in use", "55000");
        }
        if (!live.get(KeyName.service).versions().contains(keys.service().primary())) {
            throw new SQLException("the primary service key of this instance is not in use", "55000");
        }
        return contact;
    }

    /** On the first start with this database, rows may stand under every key of the file and every one it knew before. */
    static void begin(Connection connection, Keyset<?> keyset) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into key_use
                select purpose, array_prepend(first, array_remove(array(
                           select version from key_check where key_check.purpose = mine.purpose
                           union select unnest(versions)), first)), array[first]
                from (select ? as purpose, ?::integer as first, ?::integer[] as versions) mine
                on conflict do nothing""")) {
            insert.setString(1, keyset.name().name());
            insert.setInt(2, keyset.primary());
            insert.setArray(3, versions(connection, keyset.versions()));
            insert.executeUpdate();
        }
    }

    /** Whether this version was once the one new rows are written under. */
    static boolean wasUsed(Connection connection, KeyName name, int version) throws SQLException {
        try (var select = connection.prepareStatement("select ? = any (used) from key_use where purpose = ?")) {
            select.setInt(1, version);
            select.setString(2, name.name());
            var row = select.executeQuery();
            row.next();
            return row.getBoolean(1);
        }
    }

    /** From the end of this transaction on new rows are written under this version. Waits for those who write now. */
    static void promote(Connection connection, KeyName name, int version) throws SQLException {
        lock(connection);
        try (var update = connection.prepareStatement("""
                update key_use set live = array_prepend(?, array_remove(live, ?)), used = used || ?
                where purpose = ? and not ? = any (used)""")) {
            update.setInt(1, version);
            update.setInt(2, version);
            update.setInt(3, version);
            update.setString(4, name.name());
            update.setInt(5, version);
            update.executeUpdate();
        }
    }

    /** Retires this version: no row is under it any more, and none will be. */
    static void retire(Connection connection, KeyName name, int version) throws SQLException {
        try (var update =
                connection.prepareStatement("update key_use set live = array_remove(live, ?) where purpose = ?")) {
            update.setInt(1, version);
            update.setString(2, name.name());
            update.executeUpdate();
        }
    }

    /**
     * Waits for current writers and blocks new ones. With row locks alone, new writers could overtake this for ever.
     */
    static void lock(Connection connection) throws SQLException {
        try (var lock = connection.createStatement()) {
            // New writers queue behind this lock: better to give up and try again than to let one slow writer block all
            // others.
            lock.execute("set local lock_timeout = '5s'");
            lock.execute("lock table key_use in exclusive mode");
        }
    }

    static Array versions(Connection connection, Collection<Integer> versions) throws SQLException {
        return connection.createArrayOf("int4", List.copyOf(versions).toArray());
    }

    private static Map<KeyName, LiveKeys> read(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            var live = new EnumMap<KeyName, LiveKeys>(KeyName.class);
            var row = select.executeQuery();
            while (row.next()) live.put(KeyName.valueOf(row.getString(1)), LiveKeys.parse(row.getString(2)));
            return live;
        }
    }
}
