package dev.askfirst.search;

import dev.askfirst.decision.record.PointIndex;
import dev.askfirst.person.PersonAliases;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.UUID;

/**
 * Scans one table backwards, piece by piece. It knows the matches so far, and down to which place it has searched.
 * Entries about a person are found by index at once.
 */
final class Scan {

    /** The person whose entries are wanted: all their ids, and all contact points they have or had. */
    private static final int FIRST_PIECE = 2_000;

    private static final int LARGEST_PIECE = 16_000;

    // Which of them match is told for each row, so that a piece is as long as it is whatever matches.
    private static final String PIECE = """
            select %1$s, coalesce(%3$s, false) from %2$s
            where %1$s < ? and %1$s >= ? order by %1$s desc limit ?""";

    // Materialized: the index on the person is to be used, not the one that happens to have the right order.
    private static final String OF_PERSON = """
            with about as materialized (select %1$s as id from %2$s where %3$s and %1$s < ? and %1$s >= ?)
            select id, true from about order by id desc limit ?""";

    private final Connection connection;
    private final SearchedTable table;
    private final Wanted wanted;
    private final PersonAliases subject;
    private final String condition;
    private final ArrayDeque<UUID> matches = new ArrayDeque<>();

    private UUID frontier;
    private int piece;
    private boolean done;
    private boolean begun;

    Scan(Connection connection, SearchedTable table, String condition, Wanted wanted, PersonAliases subject) {
        this.connection = connection;
        this.table = table;
        this.condition = condition;
        this.wanted = wanted;
        this.subject = subject;
        this.frontier = wanted.end();
        this.piece = wanted.names().isEmpty() ? wanted.limit() + 1 : FIRST_PIECE;
    }

    SearchedTable table() {
        return table;
    }

    boolean hasMatch() {
        return !matches.isEmpty();
    }

    /** Whether a piece was looked at: else whoever goes on from here is where they were. */
    boolean hasBegun() {
        return begun;
    }

    boolean isOver() {
        return matches.isEmpty() && done;
    }

    /** The next match, or where it goes on looking. */
    UUID position() {
        return matches.isEmpty() ? frontier : matches.peek();
    }

    UUID take() {
        return matches.poll();
    }

    /** Nothing between here and there matches. */
    void jump(UUID to) {
        if (Wanted.compare(to, frontier) < 0) frontier = to;
        if (Wanted.compare(frontier, wanted.first()) <= 0) done = true;
    }

    /** Looks at the next piece. */
    void advance() throws SQLException {
        begun = true;
        if (done) return;
        if (wanted.person().isPresent() && table.kind().equals("decision")) PointIndex.use(connection, this::look);
        else look();
    }

    private Void look() throws SQLException {
        var most = wanted.person().isPresent() ? wanted.limit() + 1 : piece;
        var seen = 0;
        try (var select = connection.prepareStatement(sql())) {
            bind(select, most);
            var row = select.executeQuery();
            while (row.next()) {
                seen++;
                frontier = row.getObject(1, UUID.class);
                if (row.getBoolean(2)) matches.add(frontier);
            }
        }
        done = seen < most;
        piece = Math.min(2 * piece, LARGEST_PIECE);
        return null;
    }

    private String sql() {
        var where = condition.replace(":points", "?").replace(":people", "?");
        return (wanted.person().isPresent() ? OF_PERSON : PIECE).formatted(table.id(), table.table(), where);
    }

    private void bind(PreparedStatement select, int most) throws SQLException {
        var at = 1;
        for (var value : wanted.filters().values()) select.setString(at++, value);
        if (wanted.person().isPresent())
            PgArray.ids(select, at++, condition.contains(":points") ? subject.points() : subject.people());
        select.setObject(at++, frontier);
        select.setObject(at++, wanted.first());
        select.setInt(at, most);
    }
}
