package dev.askfirst.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What witnesses have signed below checkpoints. */
final class Cosignatures {

    private Cosignatures() {}

    /** The lines below the checkpoint of this size; none if nobody has cosigned it. */
    static String below(Connection connection, long size) throws SQLException {
        try (var select = connection.prepareStatement(
                "select coalesce(string_agg(line, '' order by vkey), '') from cosignature where size = ?")) {
            select.setLong(1, size);
            var row = select.executeQuery();
            row.next();
            return row.getString(1);
        }
    }

    /** The last checkpoint that others may see and that somebody has cosigned, with all that stands below it. */
    static Optional<CheckpointRows.Stored> last(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                select size, note from checkpoint where size = (
                    select max(size) from cosignature where size <= (select published from sealer where id = 1))""")) {
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            return Optional.of(with(connection, new CheckpointRows.Stored(row.getLong(1), row.getString(2))));
        }
    }

    /** The same checkpoint with what stands below it by now. */
    static CheckpointRows.Stored with(Connection connection, CheckpointRows.Stored checkpoint) throws SQLException {
        return new CheckpointRows.Stored(checkpoint.size(), checkpoint.note() + below(connection, checkpoint.size()));
    }

    static void insert(Connection connection, long size, Cosigner cosigner, String line) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into cosignature values (?, ?, ?, clock_timestamp()) on conflict do nothing")) {
            insert.setLong(1, size);
            insert.setString(2, cosigner.text());
            insert.setString(3, line);
            insert.executeUpdate();
        }
    }
}
