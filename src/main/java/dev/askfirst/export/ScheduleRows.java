package dev.askfirst.export;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Scheduled exports, each from where the one before ended; one instance at a time works on each. */
record ScheduleRows(DataSource dataSource) {

    /** One that is not delivered yet. */
    record Due(Instant from, Instant to, String name, Optional<UUID> export, Optional<Long> since) {}

    private static final Instant FIRST = Instant.EPOCH;

    // The next one begins only when the one before is delivered: no gap, and no two of the same time.
    private static final String BEGIN = """
            insert into scheduled_export
            select last.to_at, ?, null, to_char(?::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24MI"Z"'), null, '-infinity'
            from (select coalesce(max(to_at), ?) as to_at, count(*) filter (where size is null) as open from scheduled_export) last
            where last.to_at < ? and last.open = 0
            on conflict do nothing""";

    private static final String CLAIM = """
            update scheduled_export e set until = ?::timestamptz + interval '30 minutes'
            where e.size is null and e.until < ?
            returning from_at, to_at, name, export_id,
                (select b.size from scheduled_export b where b.to_at = e.from_at)""";

    void begin(Instant end, Instant now) throws SQLException {
        try (var connection = dataSource.getConnection();
                var insert = connection.prepareStatement(BEGIN)) {
            insert.setObject(1, time(end));
            insert.setObject(2, time(end));
            insert.setObject(3, time(FIRST));
            insert.setObject(4, time(end));
            insert.executeUpdate();
        }
    }

    /** The one that is open, if no other instance works on it. */
    Optional<Due> claim(Instant now) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, time(now));
            update.setObject(2, time(now));
            var row = update.executeQuery();
            if (!row.next()) return Optional.empty();
            return Optional.of(new Due(
                    row.getObject(1, OffsetDateTime.class).toInstant(),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getString(3),
                    Optional.ofNullable(row.getObject(4, UUID.class)),
                    Optional.ofNullable(row.getObject(5, Long.class))));
        }
    }

    void ordered(Due due, UUID export) throws SQLException {
        change(due, "export_id = ?, until = '-infinity'", export);
    }

    /** Nothing to do yet. */
    void again(Due due) throws SQLException {
        change(due, "until = '-infinity'");
    }

    void anew(Due due) throws SQLException {
        change(due, "export_id = null");
    }

    void delivered(Due due, long size) throws SQLException {
        change(due, "size = ?, until = 'infinity'", size);
    }

    private void change(Due due, String set, Object... values) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(
                        "update scheduled_export set " + set + " where from_at = ? and size is null")) {
            var at = 1;
            for (var value : values) update.setObject(at++, value);
            update.setObject(at, time(due.from()));
            update.executeUpdate();
        }
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
