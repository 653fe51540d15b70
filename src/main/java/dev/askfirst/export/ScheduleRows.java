package dev.askfirst.export;

import dev.askfirst.platform.postgres.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Scheduled exports, each from where the one before ended; one instance at a time works on each. */
record ScheduleRows(DataSource dataSource) {

    /** One that is not delivered yet. */
    record Due(Instant from, Instant to, String name, Optional<UUID> export, Optional<Long> since) {}

    private static final Instant FIRST = Instant.EPOCH;

    /** How long an instance may take over one before another one goes on. */
    private static final Duration LEASE = Duration.ofMinutes(30);

    // The next one begins only when the one before is delivered: no gap, and no two of the same time.
    private static final Sql BEGIN = Sql.of("""
            insert into scheduled_export
            select last.to_at, :end, null, to_char(:end at time zone 'UTC', 'YYYY-MM-DD"T"HH24MI"Z"'), null, '-infinity'
            from (select coalesce(max(to_at), :first) as to_at, count(*) filter (where size is null) as open
                  from scheduled_export) last
            where last.to_at < :end and last.open = 0
            on conflict do nothing""");

    private static final Sql CLAIM = Sql.of("""
            update scheduled_export e set until = :now + make_interval(secs => :lease)
            where e.size is null and e.until < :now
            returning from_at, to_at, name, export_id,
                (select b.size from scheduled_export b where b.to_at = e.from_at) as since""");

    private static final Sql ORDERED = change("export_id = :export, until = '-infinity'");
    private static final Sql AGAIN = change("until = '-infinity'");
    private static final Sql ANEW = change("export_id = null");
    private static final Sql DELIVERED = change("size = :size, until = 'infinity'");

    void begin(Instant end) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            BEGIN.with("end", end).with("first", FIRST).update(connection);
        }
    }

    /** The one that is open, if no other instance works on it. */
    Optional<Due> claim(Instant now) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return CLAIM.with("now", now)
                    .with("lease", LEASE)
                    .first(
                            connection,
                            row -> new Due(
                                    row.time("from_at"),
                                    row.time("to_at"),
                                    row.text("name"),
                                    row.optionalId("export_id"),
                                    row.optionalNumber("since")));
        }
    }

    void ordered(Due due, UUID export) throws SQLException {
        change(due, ORDERED.with("export", export));
    }

    /** Nothing to do yet. */
    void again(Due due) throws SQLException {
        change(due, AGAIN.with("from", due.from()));
    }

    void anew(Due due) throws SQLException {
        change(due, ANEW.with("from", due.from()));
    }

    void delivered(Due due, long size) throws SQLException {
        change(due, DELIVERED.with("size", size));
    }

    private static Sql change(String set) {
        return Sql.of("update scheduled_export set " + set + " where from_at = :from and size is null");
    }

    private void change(Due due, Sql.Call update) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            update.with("from", due.from()).update(connection);
        }
    }
}
