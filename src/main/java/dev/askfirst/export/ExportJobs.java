package dev.askfirst.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Exports under way: one instance works on each, and another one begins anew when that dies. */
@ApplicationScoped
class ExportJobs {

    /** A file that can be fetched. */
    record File(String name, long bytes, byte[] sha256) {}

    /** How far a job is. */
    record Status(Export export, String state, long done, long entries, List<File> files) {}

    /** Is thrown to whoever works on a job that was cancelled, or taken over. */
    static final class Gone extends SQLException {
        private static final long serialVersionUID = 1;
    }

    private static final int MOST_ATTEMPTS = 3;

    // Only when its own entry is in a checkpoint that others may see: then that holds all that was there before it.
    // Where
    // there are witnesses they get half a minute to cosign one that does.
    private static final String CLAIM = """
            update export_job set state = 'running', claim = ?, until = clock_timestamp() + interval '30 seconds', done = 0,
                attempts = attempts + 1
            where id = (select j.id from export_job j join page p on p.page_id = j.page_id, sealer s
                        where j.state in ('waiting', 'running') and j.until < clock_timestamp() and s.id = 1
                            and p.first_leaf < s.published
                            and (not exists (select 1 from witness)
                                or p.first_leaf + p.n <= (select max(size) from cosignature)
                                or j.at < clock_timestamp() - interval '30 seconds')
                        order by j.at limit 1 for update of j skip locked)
            returning id, attempts""";

    private final DataSource dataSource;

    ExportJobs(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A job that nobody works on, for whoever works under this id from now on; what an earlier attempt left is gone. */
    Optional<Export> claim(UUID claim) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, claim);
            var row = update.executeQuery();
            if (!row.next()) return Optional.empty();
            var id = row.getObject(1, UUID.class);
            dropFiles(connection, id);
            if (row.getInt(2) <= MOST_ATTEMPTS) return read(connection, id);
            end(id, claim, "failed");
            return Optional.empty();
        }
    }

    /** The page of the order's entry. */
    static UUID page(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement("select page_id from export_job where id = ?")) {
            select.setObject(1, id);
            var row = select.executeQuery();
            if (!row.next()) throw new Gone();
            return row.getObject(1, UUID.class);
        }
    }

    void progress(UUID id, UUID claim, long done, long entries) throws SQLException {
        change(id, claim, "done = ?, entries = ?, until = clock_timestamp() + interval '30 seconds'", done, entries);
    }

    void end(UUID id, UUID claim, String state) throws SQLException {
        change(id, claim, "state = ?, claim = null, until = 'infinity'", state);
    }

    /** Lets somebody try again. */
    void giveBack(UUID id, UUID claim) throws SQLException {
        change(id, claim, "until = clock_timestamp() + interval '1 second' * attempts");
    }

    /** Stops a job, or deletes the files of one that is done. */
    void cancel(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "update export_job set state = 'cancelled', claim = null, until = 'infinity' where id = ?")) {
            update.setObject(1, id);
            update.executeUpdate();
            dropFiles(connection, id);
        }
    }

    Optional<Status> status(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("select state, done, entries from export_job where id = ?")) {
            select.setObject(1, id);
            var row = select.executeQuery();
            var export = read(connection, id);
            if (!row.next() || export.isEmpty()) return Optional.empty();
            var files = row.getString(1).equals("done") ? files(connection, id) : List.<File>of();
            return Optional.of(new Status(export.get(), row.getString(1), row.getLong(2), row.getLong(3), files));
        }
    }

    /** Deletes files a week after they were asked for; the entries of exports stay. */
    void tidy() throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (var table : List.of("export_part", "export_file")) {
                statement.executeUpdate("delete from " + table + " where export_id in (select id from export_job "
                        + "where at < clock_timestamp() - interval '7 days')");
            }
            statement.executeUpdate("""
                    update export_job set state = 'deleted', until = 'infinity'
                    where at < clock_timestamp() - interval '7 days' and state <> 'deleted'""");
        }
    }

    private void change(UUID id, UUID claim, String set, Object... values) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "update export_job set " + set + " where id = ? and claim = ? and state = 'running'")) {
            var at = 1;
            for (var value : values) update.setObject(at++, value);
            update.setObject(at++, id);
            update.setObject(at, claim);
            if (update.executeUpdate() != 1) throw new Gone();
        }
    }

    private static Optional<Export> read(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement("select id, at, by, body from export where id = ?")) {
            select.setObject(1, id);
            var row = select.executeQuery();
            return row.next() ? Optional.of(Export.read(row)) : Optional.empty();
        }
    }

    private static List<File> files(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(
                "select name, bytes, sha256 from export_file where export_id = ? order by position")) {
            select.setObject(1, id);
            var files = new ArrayList<File>();
            var row = select.executeQuery();
            while (row.next()) files.add(new File(row.getString(1), row.getLong(2), row.getBytes(3)));
            return files;
        }
    }

    private static void dropFiles(Connection connection, UUID id) throws SQLException {
        for (var table : List.of("export_part", "export_file")) {
            try (var delete = connection.prepareStatement("delete from " + table + " where export_id = ?")) {
                delete.setObject(1, id);
                delete.executeUpdate();
            }
        }
    }
}
