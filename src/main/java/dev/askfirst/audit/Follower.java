package dev.askfirst.audit;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads recorded decisions afterwards, each once, so that deciding itself need not write more. It stays behind every
 * transaction that is still running, so that late commits are read too. It rests between pieces, so that questions do
 * not wait for it.
 */
public final class Follower {

    /** A piece takes some hundredths of a second, and the rest after it twice as long. */
    private static final int AT_ONCE = 2_000;

    private static final int REST = 2;

    /** The database's clock may go back this far without a decision being missed or read twice. */
    public static final Duration MARGIN = Duration.ofMinutes(1);

    /**
     * The id of a decision carries an instant of its own transaction. Before this one every transaction has ended; when the
     * oldest began, the database tells about those of the same role. The difference of two looks at the clock, never above
     * nothing, is that of a clock that tests move.
     */
    private static final String SETTLED = """
            select least(clock_timestamp() - :margin::interval, min(xact_start)) + (%s - clock_timestamp()) as settled
            from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()""";

    /** Where to continue if the database's clock went back further than that. */
    @FunctionalInterface
    public interface Back {
        UUID from(Connection connection, UUID mark, Instant settled) throws SQLException;
    }

    private record Piece(boolean more) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final Clock clock;
    private final String marks;
    private final Sql statement;
    private final Back back;

    /**
     * @param marks the table of one row that keeps up to which id was read
     * @param statement what is made of the decisions {@code :after} an id and {@code :before} another, {@code :most} of them;
     *     it yields how many {@code seen} there were and the {@code last} one's id
     */
    public Follower(Transactions transactions, Clock clock, String marks, Sql statement, Back back) {
        this.transactions = transactions;
        this.clock = clock;
        this.marks = marks;
        this.statement = statement;
        this.back = back;
    }

    /**
     * Reads all decisions that are at least this old and whose transactions have ended. The reader locks the mark, so a
     * second reader does nothing.
     */
    public void read(Duration margin) throws SQLException {
        while (true) {
            var begun = System.nanoTime();
            if (!transactions.run(connection -> piece(connection, margin)).more()) return;
            LockSupport.parkNanos(REST * (System.nanoTime() - begun));
        }
    }

    private Piece piece(Connection connection, Duration margin) throws SQLException {
        var mark = mark(connection, marks, " for update skip locked");
        if (mark.isEmpty()) return new Piece(false);
        // Two statements in this order: the second one sees all transactions that had ended when the first one ran.
        var settled = settled(connection, margin);
        var end = least(settled);
        var ahead = mark.get().compareTo(end) >= 0;
        // The oldest transaction has not ended since.
        if (ahead && millis(mark.get()) - millis(end) <= margin.toMillis()) return new Piece(false);
        var start = ahead ? back.from(connection, mark.get(), settled) : mark.get();
        var next = statement
                .with("after", start)
                .with("before", end)
                .with("most", AT_ONCE)
                .first(
                        connection,
                        row -> row.number("seen") == AT_ONCE ? row.optionalId("last") : Optional.<UUID>empty())
                .orElseThrow();
        move(connection, next.orElse(end));
        return new Piece(next.isPresent());
    }

    private Instant settled(Connection connection, Duration margin) throws SQLException {
        return Sql.of(SETTLED.formatted(clock.now()))
                .with("margin", margin.toString())
                .first(connection, row -> row.time("settled"))
                .orElseThrow();
    }

    private void move(Connection connection, UUID to) throws SQLException {
        Sql.of("update %s set up_to = :to where id = 1".formatted(marks))
                .with("to", to)
                .update(connection);
    }

    /** Up to which id all decisions were read, as the table of marks has it. */
    public static UUID mark(Connection connection, String marks) throws SQLException {
        return mark(connection, marks, "").orElseThrow();
    }

    /** Up to when all decisions were read. */
    public static Instant upTo(Connection connection, String marks) throws SQLException {
        return Instant.ofEpochMilli(millis(mark(connection, marks)));
    }

    private static Optional<UUID> mark(Connection connection, String marks, String lock) throws SQLException {
        return Sql.of("select up_to from %s where id = 1%s".formatted(marks, lock))
                .first(connection, row -> row.id("up_to"));
    }

    /** The id that sorts before all ids made at this instant or later. */
    public static UUID least(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }
}
