package dev.askfirst.log;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The signed heads of the tree, as they were signed. */
final class CheckpointRows {

    /** One of them: the text and its signatures. */
    record Stored(long size, String note) {}

    private static final Sql LAST = Sql.of("select size, note from checkpoint order by size desc limit 1");

    private static final Sql PUBLISHED =
            Sql.of("select size, note from checkpoint where size = (select published from sealer where id = 1)");

    private static final Sql PUBLISH =
            Sql.of("update sealer set published = size where id = 1 and epoch = :epoch and published < size");

    private CheckpointRows() {}

    static Optional<Stored> last(Connection connection) throws SQLException {
        return LAST.first(connection, CheckpointRows::stored);
    }

    /** The last one that others may see. */
    static Optional<Stored> published(Connection connection) throws SQLException {
        return PUBLISHED.first(connection, CheckpointRows::stored);
    }

    /** Lets others see the last one. To be called when its commit was confirmed. */
    static void publish(Connection connection, Lease lease) throws SQLException {
        PUBLISH.with("epoch", lease.epoch()).update(connection);
    }

    static Stored stored(Row row) throws SQLException {
        return new Stored(row.number("size"), row.text("note"));
    }
}
