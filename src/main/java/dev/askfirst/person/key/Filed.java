package dev.askfirst.person.key;

import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * All tables filed under contact keys, whose rows move when the key changes. A new table must be added to {@link #ALL}:
 * it needs the columns {@code contact_key} and {@code key_version} with an index on the latter, and its writers must
 * call {@link ContactKeys#filing} first.
 */
final class Filed {

    /**
     * Rows of a table that have an index of their own on the contact key.
     *
     * @param spread whether they lie in the shard of the address
     */
    private record Rows(String table, String which, boolean spread) {
        Sql stands() {
            return Sql.of("select 1 from %s where key_version = :version and %s limit 1".formatted(table, which));
        }

        Sql count() {
            return Sql.of("select count(*) as n from %s where key_version = any (:versions::integer[]) and %s"
                    .formatted(table, which));
        }

        Sql some() {
            return Sql.of(
                    "select 1 from %s where contact_key = any (:from::uuid[]) and %s limit 1".formatted(table, which));
        }

        /**
         * Locks rows in the order in which others do: by shard, then by key.
         *
         * @param within a condition that its rows lie in one shard, or none
         */
        Sql move(String waiting, String within) {
            return Sql.of("""
                    with mine as materialized (
                        select contact_key from %1$s where contact_key = any (:from::uuid[]) and %2$s%4$s
                        order by %5$scontact_key for update%3$s)
                    update %1$s it set contact_key = move.fresh, key_version = :version
                    from unnest(:from::uuid[], :to::uuid[]) move(old, fresh)
                    where it.contact_key = move.old and %2$s%4$s and move.old in (select contact_key from mine)
                    """.formatted(table, which, waiting, within, spread ? "shard, " : ""));
        }
    }

    private static final List<Rows> ALL = List.of(
            new Rows("contact_point", "true", true),
            new Rows("suppression", "lifted_at is null", false),
            new Rows("suppression", "lifted_at is not null", false),
            new Rows("reply_text", "true", false),
            new Rows("complaint_text", "true", false),
            new Rows("erased_contact", "true", false),
            new Rows("stranger_usage", "true", true));

    private record Move(UUID from, UUID to, short shard) {}

    private Filed() {}

    static boolean stands(Connection connection, int version) throws SQLException {
        for (var rows : ALL) if (rows.stands().with("version", version).exists(connection)) return true;
        return false;
    }

    static long count(Connection connection, Collection<Integer> versions) throws SQLException {
        var count = 0L;
        for (var rows : ALL) {
            count += rows.count()
                    .with("versions", versions)
                    .first(connection, row -> row.number("n"))
                    .orElseThrow();
        }
        return count;
    }

    /** Files rows about these addresses under their current key; rows that other transactions hold are skipped. */
    static void renew(Connection connection, Collection<List<ContactKey>> addresses, LiveKeys live, Shards shards)
            throws SQLException {
        move(connection, moves(addresses, live), live, shards, " skip locked");
    }

    /** The same, but waits for rows that other transactions hold. */
    static void renewAll(Connection connection, Collection<List<ContactKey>> addresses, LiveKeys live, Shards shards)
            throws SQLException {
        move(connection, moves(addresses, live), live, shards, "");
    }

    private static List<Move> moves(Collection<List<ContactKey>> addresses, LiveKeys live) {
        var moves = new ArrayList<Move>();
        for (var keys : addresses) {
            var to = live.current(keys);
            for (var key : keys) if (!key.equals(to)) moves.add(new Move(key.key(), to.key(), key.shard()));
        }
        return moves;
    }

    private static void move(Connection connection, List<Move> moves, LiveKeys live, Shards shards, String waiting)
            throws SQLException {
        if (moves.isEmpty()) return;
        for (var rows : ALL) {
            if (!shards.apart()) move(connection, rows.move(waiting, ""), moves, live);
            else if (!rows.spread()) moveIfAny(connection, rows, waiting, moves, live);
            else
                for (var some : shards.together(moves, Move::shard)) {
                    var within = " and shard = " + some.getFirst().shard();
                    move(connection, rows.move(waiting, within), some, live);
                }
        }
    }

    /** Who changes a table that every machine has makes all others wait who would, also where nothing is changed. */
    private static void moveIfAny(Connection connection, Rows rows, String waiting, List<Move> moves, LiveKeys live)
            throws SQLException {
        if (rows.some().with("from", moves.stream().map(Move::from).toList()).exists(connection))
            move(connection, rows.move(waiting, ""), moves, live);
    }

    private static void move(Connection connection, Sql sql, List<Move> moves, LiveKeys live) throws SQLException {
        sql.with("from", moves.stream().map(Move::from).toList())
                .with("to", moves.stream().map(Move::to).toList())
                .with("version", live.versions().getFirst())
                .update(connection);
    }
}
