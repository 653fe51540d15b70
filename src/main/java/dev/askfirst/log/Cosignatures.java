package dev.askfirst.log;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What witnesses have signed below checkpoints. */
final class Cosignatures {

    private static final Sql BELOW = Sql.of(
            "select coalesce(string_agg(line, '' order by vkey), '') as lines from cosignature where size = :size");

    private static final Sql LAST = Sql.of("""
            select size, note from checkpoint where size = (
                select max(size) from cosignature where size <= (select published from sealer where id = 1))""");

    private static final Sql INSERT =
            Sql.of("insert into cosignature values (:size, :witness, :line, clock_timestamp()) on conflict do nothing");

    private Cosignatures() {}

    /** The lines below the checkpoint of this size; none if nobody has cosigned it. */
    static String below(Connection connection, long size) throws SQLException {
        return BELOW.with("size", size)
                .first(connection, row -> row.text("lines"))
                .orElseThrow();
    }

    /** The last checkpoint that others may see and that somebody has cosigned, with all that stands below it. */
    static Optional<CheckpointRows.Stored> last(Connection connection) throws SQLException {
        var checkpoint = LAST.first(connection, CheckpointRows::stored);
        return checkpoint.isPresent() ? Optional.of(with(connection, checkpoint.get())) : Optional.empty();
    }

    /** The same checkpoint with what stands below it by now. */
    static CheckpointRows.Stored with(Connection connection, CheckpointRows.Stored checkpoint) throws SQLException {
        return new CheckpointRows.Stored(checkpoint.size(), checkpoint.note() + below(connection, checkpoint.size()));
    }

    static void insert(Connection connection, long size, Cosigner cosigner, String line) throws SQLException {
        INSERT.with("size", size)
                .with("witness", cosigner.text())
                .with("line", line)
                .update(connection);
    }
}
