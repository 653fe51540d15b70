package dev.askfirst.export;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Exports under way: one instance works on each, and another one begins anew when that dies. */
@ApplicationScoped
class ExportJobs {

    /** A file that can be fetched. */
    record File(String name, long bytes, byte[] sha256) {}

    /** How far a job is. */
    record Status(Export export, ExportState state, long done, long entries, List<File> files) {}

    /** Is thrown to whoever works on a job that was cancelled, or taken over. */
    static final class Gone extends SQLException {
        private static final long serialVersionUID = 1;
    }

    private static final int MOST_ATTEMPTS = 3;

    /** How long whoever works on one may be silent before somebody else does. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** How long witnesses have to cosign a checkpoint that holds it. */
    private static final Duration COSIGNING = Duration.ofSeconds(30);

    // Only when its own entry is in a checkpoint that others may see: then that holds all that was there before it.
    // Where there are witnesses they get some time to cosign one that does.
    private static final Sql READY = Sql.of("""
            select j.id from export_job j join page p on p.page_id = j.page_id, sealer s
            where j.state in ('waiting', 'running') and j.until < clock_timestamp() and s.id = 1
                and p.first_leaf < s.published
                and (not exists (select 1 from witness)
                    or p.first_leaf + p.n <= (select max(size) from cosignature)
                    or j.at < clock_timestamp() - make_interval(secs => :cosigning))
            order by j.at limit 10""");

    // Of those who try at the same time, one finds the job unclaimed.
    private static final Sql CLAIM = Sql.of("""
            update export_job set state = 'running', claim = :claim,
                until = clock_timestamp() + make_interval(secs => :lease), done = 0, attempts = attempts + 1
            where id = :id and state in ('waiting', 'running') and until < clock_timestamp()
            returning id, attempts""");

    private static final Sql PAGE = Sql.of("select page_id from export_job where id = :id");

    private static final Sql PROGRESS =
            change("done = :done, entries = :entries, until = clock_timestamp() + make_interval(secs => :lease)");

    private static final Sql END = change("state = :state, claim = null, until = 'infinity'");
    private static final Sql GIVE_BACK = change("until = clock_timestamp() + interval '1 second' * attempts");

    private static final Sql CANCEL =
            Sql.of("update export_job set state = :state, claim = null, until = 'infinity' where id = :id");

    private static final Sql STATUS = Sql.of("""
            select e.id, e.at, e.by, e.body, j.state, j.done, j.entries
            from export_job j join export e on e.id = j.id where j.id = :id""");

    private static final Sql EXPORT = Sql.of("select id, at, by, body from export where id = :id");

    private static final Sql FILES =
            Sql.of("select name, bytes, sha256 from export_file where export_id = :id order by position");

    private static final List<String> OF_FILES = List.of("export_part", "export_file");

    private static final Sql DELETED = Sql.of("""
            update export_job set state = :deleted, until = 'infinity'
            where at < clock_timestamp() - make_interval(secs => :kept) and state <> :deleted""");

    private record Claimed(UUID id, int attempts) {}

    private final DataSource dataSource;
    private final Duration kept;

    ExportJobs(DataSource dataSource, @ConfigProperty(name = "askfirst.keep.exports") Duration kept) {
        this.dataSource = dataSource;
        this.kept = kept;
    }

    /** A job that nobody works on, for whoever works under this id from now on; what an earlier attempt left is gone. */
    Optional<Export> claim(UUID claim) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var claimed = claim(connection, claim);
            if (claimed.isEmpty()) return Optional.empty();
            var id = claimed.get().id();
            dropFiles(connection, id);
            if (claimed.get().attempts() <= MOST_ATTEMPTS)
                return EXPORT.with("id", id).first(connection, Export::read);
            change(connection, id, claim, END.with("state", ExportState.FAILED));
            return Optional.empty();
        }
    }

    private static Optional<Claimed> claim(Connection connection, UUID claim) throws SQLException {
        for (var id : READY.with("cosigning", COSIGNING).list(connection, row -> row.id("id"))) {
            var claimed = CLAIM.with("claim", claim)
                    .with("lease", LEASE)
                    .with("id", id)
                    .first(connection, row -> new Claimed(row.id("id"), row.integer("attempts")));
            if (claimed.isPresent()) return claimed;
        }
        return Optional.empty();
    }

    /** The page of the order's entry. */
    static UUID page(Connection connection, UUID id) throws SQLException {
        return PAGE.with("id", id).first(connection, row -> row.id("page_id")).orElseThrow(Gone::new);
    }

    void progress(UUID id, UUID claim, long done, long entries) throws SQLException {
        change(id, claim, PROGRESS.with("done", done).with("entries", entries).with("lease", LEASE));
    }

    void end(UUID id, UUID claim, ExportState state) throws SQLException {
        change(id, claim, END.with("state", state));
    }

    /** Lets somebody try again. */
    void giveBack(UUID id, UUID claim) throws SQLException {
        change(id, claim, GIVE_BACK.with("claim", claim));
    }

    /** Stops a job, or deletes the files of one that is done. */
    void cancel(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            CANCEL.with("state", ExportState.CANCELLED).with("id", id).update(connection);
            dropFiles(connection, id);
        }
    }

    Optional<Status> status(UUID id) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return STATUS.with("id", id).first(connection, row -> status(connection, row));
        }
    }

    /** Deletes files that were kept long enough since they were asked for; the entries of exports stay. */
    void tidy() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            for (var table : OF_FILES) {
                Sql.of("delete from " + table + " where export_id in (select id from export_job "
                                + "where at < clock_timestamp() - make_interval(secs => :kept))")
                        .with("kept", kept)
                        .update(connection);
            }
            DELETED.with("deleted", ExportState.DELETED).with("kept", kept).update(connection);
        }
    }

    private static Sql change(String set) {
        return Sql.of("update export_job set " + set + " where id = :id and claim = :claim and state = 'running'");
    }

    private void change(UUID id, UUID claim, Sql.Call update) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            change(connection, id, claim, update);
        }
    }

    private static void change(Connection connection, UUID id, UUID claim, Sql.Call update) throws SQLException {
        if (update.with("id", id).with("claim", claim).update(connection) != 1) throw new Gone();
    }

    private static Status status(Connection connection, Row row) throws SQLException {
        var state = row.constant(ExportState.class, "state");
        var files = state == ExportState.DONE
                ? FILES.with("id", row.id("id")).list(connection, ExportJobs::file)
                : List.<File>of();
        return new Status(Export.read(row), state, row.number("done"), row.number("entries"), files);
    }

    private static File file(Row row) throws SQLException {
        return new File(row.text("name"), row.number("bytes"), row.bytes("sha256"));
    }

    private static void dropFiles(Connection connection, UUID id) throws SQLException {
        for (var table : OF_FILES) {
            Sql.of("delete from " + table + " where export_id = :id")
                    .with("id", id)
                    .update(connection);
        }
    }
}
