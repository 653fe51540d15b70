package dev.askfirst.reconcile;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** A report whose rows are coming in, or have come. */
public final class Received {

    private static final Logger LOG = Logger.getLogger(Received.class);

    private static final Sql BEGIN = Sql.of("""
            insert into reconciliation_job
            select :job, null, :sender, :sha256, :now, :now, :state, 1, null, '-infinity', :now, 0, 0, 0, null, null, null,
                0, 0, 0, 0, 0, 0""");

    private static final Sql SAME = Sql.of("""
            select report_id from reconciliation_job
            where sender = :sender and sha256 = :sha256 and first_at = :first and last_at = :last and report_id is not null
                and state <> :failed limit 1""");

    private static final Sql RECORD = Sql.of("""
            update reconciliation_job set report_id = :report, state = :state, first_at = :first, last_at = :last,
                rows = :rows, done = :rejected, rejected = :rejected
            where id = :job""");

    private final UUID job;
    private final ReportRequest.CheckedReport about;
    private final byte[] sha256;
    private final Instant began;
    private DeliveryRows.Extent extent;

    private Received(UUID job, ReportRequest.CheckedReport about, byte[] sha256, Instant began) {
        this.job = job;
        this.about = about;
        this.sha256 = sha256;
        this.began = began;
        this.extent = DeliveryRows.Extent.NOTHING;
    }

    static Received begin(Connection connection, ReportRequest.CheckedReport about, byte[] sha256, Instant now)
            throws SQLException {
        var received = new Received(Ids.at(now), about, sha256, now);
        BEGIN.with("job", received.job)
                .with("sender", about.sender())
                .with("sha256", sha256)
                .with("state", ReportState.RECEIVING)
                .with("now", now)
                .update(connection);
        return received;
    }

    DeliveryRows rows(DataSource dataSource, Naming naming, Instant latest) {
        return new DeliveryRows(dataSource, job, naming, latest, it -> extent = it);
    }

    Instant began() {
        return began;
    }

    String sender() {
        return about.sender();
    }

    byte[] sha256() {
        return sha256;
    }

    long count() {
        return extent.rows();
    }

    long rejected() {
        return extent.rejected();
    }

    /** From when on it is complete. */
    Instant first() {
        return about.from().or(extent::first).orElse(began);
    }

    /** Until when. */
    Instant last() {
        return about.to().or(extent::last).orElse(began);
    }

    /** The report that was made of the same file for the same time, unless that failed. */
    Optional<UUID> same(Connection connection) throws SQLException {
        return SAME.with("sender", sender())
                .with("failed", ReportState.FAILED)
                .with("sha256", sha256)
                .with("first", first())
                .with("last", last())
                .first(connection, row -> row.id("report_id"));
    }

    /** Lets it be worked on, as this report. */
    void record(Connection connection, UUID report) throws SQLException {
        RECORD.with("report", report)
                .with("state", ReportState.WAITING)
                .with("first", first())
                .with("last", last())
                .with("rows", count())
                .with("rejected", rejected())
                .with("job", job)
                .update(connection);
    }

    /** Leaves no rows behind of what became no report; what is left all the same goes with the next tidying. */
    void discardUnlessRecorded(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            ReportJobs.discard(connection, job);
        } catch (SQLException e) {
            LOG.debugf("rows of a report are left for later: %s", e.getMessage());
        }
    }
}
