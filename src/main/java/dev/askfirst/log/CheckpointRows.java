package dev.askfirst.log;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The signed heads of the tree, as they were signed. */
final class CheckpointRows {

    /** One of them: the text and its signatures. */
    record Stored(long size, String note) {}

    private CheckpointRows() {}

    static Optional<Stored> last(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select size, note from checkpoint order by size desc limit 1")) {
            return first(select.executeQuery());
        }
    }

    /** The last one that others may see. */
    static Optional<Stored> published(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(
                "select size, note from checkpoint where size = (select published from sealer where id = 1)")) {
            return first(select.executeQuery());
        }
    }

    /** Lets others see the last one. To be called when its commit was confirmed. */
    static void publish(Connection connection, Lease lease) throws SQLException {
        try (var update = connection.prepareStatement(
                "update sealer set published = size where id = 1 and epoch = ? and published < size")) {
            update.setLong(1, lease.epoch());
            update.executeUpdate();
        }
    }

    private static Optional<Stored> first(ResultSet row) throws SQLException {
        return row.next() ? Optional.of(new Stored(row.getLong(1), row.getString(2))) : Optional.empty();
    }
}
