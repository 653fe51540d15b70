package dev.askfirst.search;

import dev.askfirst.person.PersonAliases;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
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
            select %1$s as id, coalesce(%3$s, false) as matches from %2$s
            where %1$s < :before and %1$s >= :first order by %1$s desc limit :most""";

    // Materialized: the index on the person is to be used, not the one that happens to have the right order.
    private static final String OF_PERSON = """
            with about as materialized (select %1$s as id from %2$s where %3$s and %1$s < :before and %1$s >= :first)
            select id, true as matches from about order by id desc limit :most""";

    // The same of decisions, which lie on pages.
    private static final String PIECE_OF_PAGES = """
            select %1$s as id, coalesce(%3$s, false) as matches from decision_entry
            where page_id <= :before and page_id >= :first and %1$s < :before and %1$s >= :first
            order by page_id desc, slot desc limit :most""";

    private static final String DECISIONS_OF_PERSON = """
            select %1$s, true as matches from decisions_about(:points::uuid[], :first, :before)
            where %3$s and %1$s < :before and %1$s >= :first order by %1$s desc limit :most""";

    /** A row that was looked at. */
    private record Seen(UUID id, boolean matches) {}

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
        if (Ids.compare(to, frontier) < 0) {
            frontier = to;
            piece = Math.min(piece, FIRST_PIECE);
        }
        if (Ids.compare(frontier, wanted.first()) <= 0) done = true;
    }

    /** Looks at the next piece. */
    void advance() throws SQLException {
        begun = true;
        if (done) return;
        var most = wanted.person().isPresent() ? wanted.limit() + 1 : piece;
        var seen = select(most).list(connection, row -> new Seen(row.id("id"), row.flag("matches")));
        for (var row : seen) if (row.matches()) matches.add(row.id());
        if (!seen.isEmpty()) frontier = seen.getLast().id();
        done = seen.size() < most;
        piece = Math.min(2 * piece, LARGEST_PIECE);
    }

    private String sql() {
        if (table.leaves().isByPage()) return wanted.person().isPresent() ? DECISIONS_OF_PERSON : PIECE_OF_PAGES;
        return wanted.person().isPresent() ? OF_PERSON : PIECE;
    }

    private Sql.Call select(int most) {
        var select = Sql.of(sql().formatted(table.id(), table.table(), condition))
                .with("before", frontier)
                .with("first", wanted.first())
                .with("most", most);
        for (var filter : wanted.filters().entrySet()) select = select.with(filter.getKey(), filter.getValue());
        if (condition.contains(":controllers"))
            select = select.with("controllers", wanted.reach().controllers().orElseThrow());
        if (condition.contains(":senders"))
            select = select.with("senders", wanted.reach().senders());
        if (wanted.person().isEmpty()) return select;
        return condition.contains(":points")
                ? select.with("points", subject.points())
                : select.with("people", subject.people());
    }
}
