package dev.askfirst.reconcile;

import dev.askfirst.platform.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** A report whose rows are coming in, or have come. */
public final class Received {

    private static final Logger LOG = Logger.getLogger(Received.class);

    private final UUID job;
    private final ReportRequest.Checked about;
    private final byte[] sha256;
    private final Instant began;
    private DeliveryRows.Extent extent;

    private Received(UUID job, ReportRequest.Checked about, byte[] sha256, Instant began) {
        this.job = job;
        this.about = about;
        this.sha256 = sha256;
        this.began = began;
        this.extent = DeliveryRows.Extent.NOTHING;
    }

    static Received begin(Connection connection, ReportRequest.Checked about, byte[] sha256, Instant now)
            throws SQLException {
        var received = new Received(Ids.at(now), about, sha256, now);
        try (var insert = connection.prepareStatement("""
                insert into reconciliation_job
                select ?, null, ?, ?, ?, ?, 'receiving', 1, null, '-infinity', ?, 0, 0, 0, null, null, null, 0, 0, 0, 0, 0, 0""")) {
            insert.setObject(1, received.job);
            insert.setString(2, about.sender());
            insert.setBytes(3, sha256);
            insert.setObject(4, time(now));
            insert.setObject(5, time(now));
            insert.setObject(6, time(now));
            insert.executeUpdate();
        }
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
        try (var select = connection.prepareStatement("""
                select report_id from reconciliation_job
                where sender = ? and sha256 = ? and first_at = ? and last_at = ? and report_id is not null
                    and state <> 'failed' limit 1""")) {
            select.setString(1, sender());
            select.setBytes(2, sha256);
            select.setObject(3, time(first()));
            select.setObject(4, time(last()));
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
        }
    }

    /** Lets it be worked on, as this report. */
    void record(Connection connection, UUID report) throws SQLException {
        try (var update = connection.prepareStatement("""
                update reconciliation_job set report_id = ?, state = 'waiting', first_at = ?, last_at = ?, rows = ?, done = ?,
                    rejected = ? where id = ?""")) {
            update.setObject(1, report);
            update.setObject(2, time(first()));
            update.setObject(3, time(last()));
            update.setLong(4, count());
            update.setLong(5, rejected());
            update.setLong(6, rejected());
            update.setObject(7, job);
            update.executeUpdate();
        }
    }

    /** Leaves no rows behind of what became no report; what is left all the same goes with the next tidying. */
    void discardUnlessRecorded(DataSource dataSource) {
        try (var connection = dataSource.getConnection()) {
            ReportJobs.discard(connection, job);
        } catch (SQLException e) {
            LOG.debugf("rows of a report are left for later: %s", e.getMessage());
        }
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
