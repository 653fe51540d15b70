package dev.askfirst.audit;

import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the record afterwards, each entry once, so that deciding itself need not write more. It goes by the order of the log:
 * whatever is sealed has its place there for good, however late it was committed and whatever clocks said. It rests between
 * pieces, so that questions do not wait for it.
 */
public final class Follower {

    /** A piece takes some hundredths of a second, and the rest after it twice as long. */
    private static final int AT_ONCE = 2_000;

    private static final int REST = 2;

    /** The end of the whole pages that begin within so many leaves of the next one. */
    private static final Sql END = Sql.of("""
            with next as (select first_leaf from page where first_leaf >= :from order by first_leaf limit 1)
            select max(page.first_leaf + n) as leaf from next
            join page on page.first_leaf >= next.first_leaf and page.first_leaf < next.first_leaf + :most
            having count(*) > 0""");

    /** What is not read yet, sealed or not; the page with the earliest instant. Each machine tells its own. */
    private static final Sql UNREAD = Sql.of("""
            select page_id::uuid from (
                select min(page_id::text collate "C") as page_id from page where first_leaf >= :from
                union all select min(page_id::text collate "C") from page where first_leaf is null) unread
            where page_id is not null order by page_id limit 1""");

    /** Makes something of a piece of the record. */
    @FunctionalInterface
    public interface Reader {

        /** Reads the leaves from one index on up to another: whole pages. */
        void read(Connection connection, long from, long to) throws SQLException;
    }

    /** How far one piece came: somebody else reads, nothing was left, or there may be more. */
    private enum Reach {
        ELSEWHERE,
        ALL,
        MORE
    }

    private record Piece(Reach reach) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final String marks;
    private final Reader reader;

    /**
     * Does not read yet.
     *
     * @param marks the table of one row that keeps up to which leaf was read
     * @param reader what is made of each piece
     */
    public Follower(Transactions transactions, String marks, Reader reader) {
        this.transactions = transactions;
        this.marks = marks;
        this.reader = reader;
    }

    /**
     * Reads all that is sealed. The reader locks the mark, so a second reader does nothing.
     *
     * @return whether all was read; not so while another reader is at it
     */
    public boolean read() throws SQLException {
        while (true) {
            var begun = System.nanoTime();
            var reach = transactions.run(this::piece).reach();
            if (reach != Reach.MORE) return reach == Reach.ALL;
            LockSupport.parkNanos(REST * (System.nanoTime() - begun));
        }
    }

    private Piece piece(Connection connection) throws SQLException {
        var mark = mark(connection, marks, " for update skip locked");
        if (mark.isEmpty()) return new Piece(Reach.ELSEWHERE);
        var end = END.with("from", mark.get()).with("most", AT_ONCE).first(connection, row -> row.number("leaf"));
        if (end.isEmpty()) return new Piece(Reach.ALL);
        reader.read(connection, mark.get(), end.get());
        Sql.of("update %s set leaf = :leaf where id = 1".formatted(marks))
                .with("leaf", end.get())
                .update(connection);
        return new Piece(Reach.MORE);
    }

    /** The leaf up to which all was read, as the table of marks has it. */
    public static long mark(Connection connection, String marks) throws SQLException {
        return mark(connection, marks, "").orElseThrow();
    }

    /** The earliest page that was not read yet; empty if all were. */
    public static Optional<UUID> unread(Connection connection, String marks) throws SQLException {
        return UNREAD.with("from", mark(connection, marks)).first(connection, row -> row.id("page_id"));
    }

    private static Optional<Long> mark(Connection connection, String marks, String lock) throws SQLException {
        return Sql.of("select leaf from %s where id = 1%s".formatted(marks, lock))
                .first(connection, row -> row.number("leaf"));
    }
}
