package dev.askfirst.person.key;

import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.platform.postgres.PgArray;
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
    private record Rows(String table, String which) {}

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
        for (var rows : ALL) {
            try (var select = connection.prepareStatement(
                    "select 1 from %s where key_version = ? and %s limit 1".formatted(rows.table(), rows.which()))) {
                select.setInt(1, version);
                if (select.executeQuery().next()) return true;
            }
        }
        return false;
    }

    static long count(Connection connection, Collection<Integer> versions) throws SQLException {
        var count = 0L;
        for (var rows : ALL) {
            try (var select = connection.prepareStatement("select count(*) from %s where key_version = any (?) and %s"
                    .formatted(rows.table(), rows.which()))) {
                select.setArray(1, KeyUse.versions(connection, versions));
                var row = select.executeQuery();
                row.next();
                count += row.getLong(1);
            }
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
        for (var rows : ALL) {
            try (var update = connection.prepareStatement(
                    """
                    with mine as materialized (
                        select contact_key from %s where contact_key = any (?) and %s order by contact_key for update%s)
                    update %s it set contact_key = move.fresh, key_version = ?
                    from unnest(?::uuid[], ?::uuid[]) move(old, fresh)
                    where it.contact_key = move.old and %s and move.old in (select contact_key from mine)
                    """.formatted(rows.table(), rows.which(), waiting, rows.table(), rows.which()))) {
                PgArray.ids(update, 1, from);
                update.setInt(2, live.versions().getFirst());
                PgArray.ids(update, 3, from);
                PgArray.ids(update, 4, moves.stream().map(Move::to).toList());
                update.executeUpdate();
            }
        }
    }
}
