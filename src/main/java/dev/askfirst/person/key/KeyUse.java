package dev.askfirst.person.key;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.KeyName;
import dev.askfirst.platform.security.Keys;
import dev.askfirst.platform.security.Keyset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The versions of the contact key and the service key that rows may be under. They are stored in the database, for all
 * instances: writers hold a shared lock until their transaction ends, and a change waits for them.
 */
final class KeyUse {

    private static final String LIVE = "select purpose, live::text as live from key_use";
    private static final Sql READ = Sql.of(LIVE);
    private static final Sql HOLD = Sql.of(LIVE + " for share");

    // Where shards are apart, every machine has the rows of key_use: an empty table of the coordinator is locked in
    // their place.
    private static final Sql SHARE = Sql.of("lock table key_turn in row share mode");
    private static final Sql EXCLUDE = Sql.of("lock table key_turn in exclusive mode");
    private static final Sql BEGIN = Sql.of("""
            insert into key_use
            select purpose, array_prepend(first, array_remove(array(
                       select version from key_check where key_check.purpose = mine.purpose
                       union select unnest(versions)), first)), array[first]
            from (select :purpose as purpose, :first::integer as first, :versions::integer[] as versions) mine
            on conflict do nothing""");
    private static final Sql WAS_USED =
            Sql.of("select :version = any (used) as used from key_use where purpose = :purpose");
    private static final Sql PROMOTE = Sql.of("""
            update key_use set live = array_prepend(:version, array_remove(live, :version)), used = used || :version
            where purpose = :purpose and not :version = any (used)""");
    private static final Sql RETIRE =
            Sql.of("update key_use set live = array_remove(live, :version) where purpose = :purpose");
    // New writers queue behind this lock: better to give up and try again than to let one slow writer block all others.
    private static final Sql IMPATIENT = Sql.of("set local lock_timeout = '5s'");
    private static final Sql LOCK = Sql.of("lock table key_use in exclusive mode");

    private KeyUse() {}

    /** What is in use now. */
    static Map<KeyName, LiveKeys> read(Connection connection) throws SQLException {
        return read(connection, READ);
    }

    /**
     * The live contact keys, which stay so until this transaction ends. An instance that lacks one of them, or would wrap
     * with a service key that was given up, may not write.
     */
    static LiveKeys hold(Connection connection, Keys keys, Shards shards) throws SQLException {
        if (shards.apart()) SHARE.update(connection);
        var live = read(connection, shards.apart() ? READ : HOLD);
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
        BEGIN.with("purpose", keyset.name().name())
                .with("first", keyset.primary())
                .with("versions", keyset.versions())
                .update(connection);
    }

    /** Whether this version was once the one new rows are written under. */
    static boolean wasUsed(Connection connection, KeyName name, int version) throws SQLException {
        return WAS_USED.with("version", version)
                .with("purpose", name.name())
                .first(connection, row -> row.flag("used"))
                .orElseThrow();
    }

    /** From the end of this transaction on new rows are written under this version. Waits for those who write now. */
    static void promote(Connection connection, KeyName name, int version) throws SQLException {
        lock(connection);
        PROMOTE.with("version", version).with("purpose", name.name()).update(connection);
    }

    /** Retires this version: no row is under it any more, and none will be. */
    static void retire(Connection connection, KeyName name, int version) throws SQLException {
        RETIRE.with("version", version).with("purpose", name.name()).update(connection);
    }

    /**
     * Waits for current writers and blocks new ones. With row locks alone, new writers could overtake this for ever.
     */
    static void lock(Connection connection) throws SQLException {
        IMPATIENT.update(connection);
        EXCLUDE.update(connection);
        LOCK.update(connection);
    }

    private static Map<KeyName, LiveKeys> read(Connection connection, Sql sql) throws SQLException {
        var live = new EnumMap<KeyName, LiveKeys>(KeyName.class);
        sql.each(connection, row -> live.put(KeyName.valueOf(row.text("purpose")), LiveKeys.parse(row.text("live"))));
        return live;
    }
}
