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

    /** Rows of a table that have an index of their own on the contact key. */
    private record Rows(String table, String which) {
        Sql stands() {
            return Sql.of("select 1 from %s where key_version = :version and %s limit 1".formatted(table, which));
        }

        Sql count() {
            return Sql.of("select count(*) as n from %s where key_version = any (:versions::integer[]) and %s"
                    .formatted(table, which));
        }

        Sql move(String waiting) {
            return Sql.of("""
                    with mine as materialized (
                        select contact_key from %1$s where contact_key = any (:from::uuid[]) and %2$s
                        order by contact_key for update%3$s)
                    update %1$s it set contact_key = move.fresh, key_version = :version
                    from unnest(:from::uuid[], :to::uuid[]) move(old, fresh)
                    where it.contact_key = move.old and %2$s and move.old in (select contact_key from mine)
                    """.formatted(table, which, waiting));
        }
    }

    private static final List<Rows> ALL = List.of(
            new Rows("contact_point", "true"),
            new Rows("suppression", "lifted_at is null"),
            new Rows("suppression", "lifted_at is not null"),
            new Rows("reply_text", "true"),
            new Rows("erased_contact", "true"),
            new Rows("stranger_usage", "true"));

    private record Move(UUID from, UUID to) {}

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
    static void renew(Connection connection, Collection<List<ContactKey>> addresses, LiveKeys live)
            throws SQLException {
        move(connection, moves(addresses, live), live, " skip locked");
    }

    /** The same, but waits for rows that other transactions hold. */
    static void renewAll(Connection connection, Collection<List<ContactKey>> addresses, LiveKeys live)
            throws SQLException {
        move(connection, moves(addresses, live), live, "");
    }

    private static List<Move> moves(Collection<List<ContactKey>> addresses, LiveKeys live) {
        var moves = new ArrayList<Move>();
        for (var keys : addresses) {
            var to = live.current(keys);
            for (var key : keys) if (!key.equals(to)) moves.add(new Move(key.key(), to.key()));
        }
        return moves;
    }

    private static void move(Connection connection, List<Move> moves, LiveKeys live, String waiting)
            throws SQLException {
        if (moves.isEmpty()) return;
        var from = moves.stream().map(Move::from).toList();
        var to = moves.stream().map(Move::to).toList();
        for (var rows : ALL) {
            rows.move(waiting)
                    .with("from", from)
                    .with("to", to)
                    .with("version", live.versions().getFirst())
                    .update(connection);
        }
    }
}
