package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the answers that the messages of one piece may have gone out on, all of them at once. */
final class Answers {

    /** Permits in force that are read for one message and one name. */
    private static final int MOST = 8;

    /** Longer than any permit is valid. */
    private static final String VALIDITY = "interval '1 hour'";

    private static final String NAMED = """
            select d.id, d.decided_at, case when d.outcome = 'permit' then d.valid_until end, d.not_before,
                d.mode <> 'check', d.channel,
                coalesce(d.point_id, d.stranger),
                d.point_id is not null and not exists (select 1 from contact_point p where p.point_id = d.point_id),
                exists (select 1 from reconciliation_row r where r.job_id = ? and r.decision_id = d.id
                        and r.result in ('sent_with_permit', 'sent_after_expiry'))
            from decision d where d.id = any (?) and d.sender = ?""";

    private static final String FOUND = """
            with sent as (
                select i.line, i.at, i.channel, unnest(i.names)::uuid as name, ? as job,
                    make_interval(secs => ?) as tolerance, make_interval(secs => ?) as back
                from reconciliation_input i
                where i.job_id = ? and (i.at, i.line) > (?, ?) and (i.at, i.line) <= (?, ?) and i.decision_id is null)
            select s.line, true, a.* from sent s cross join lateral (
                select decision_id, decided_at, valid_until, not_before, taken from reconciliation_asked
                where job_id = s.job and name = s.name and channel = s.channel and taken = 0 and valid_until is not null
                    and decided_at >= s.at - s.tolerance - %1$s and decided_at <= s.at + s.tolerance
                    and valid_until > s.at - s.tolerance
                order by decided_at limit %2$d) a
            union all
            select s.line, false, a.* from sent s cross join lateral (
                select decision_id, decided_at, valid_until, not_before, taken from reconciliation_asked
                where job_id = s.job and name = s.name and channel = s.channel
                    and decided_at >= s.at - s.back and decided_at <= s.at + s.tolerance
                order by decided_at desc limit 1) a""".formatted(VALIDITY, MOST);

    private final Connection connection;
    private final ReconcileConfig config;
    private final ReportJob job;

    Answers(Connection connection, ReconcileConfig config, ReportJob job) {
        this.connection = connection;
        this.config = config;
        this.job = job;
    }

    /** The answers to messages, by their lines. */
    record Found(Map<Long, List<Answered>> inForce, Map<Long, Answered> last) {

        Optional<Verdicts.Verdict> verdict(Verdicts verdicts, Sending one) {
            var permits = inForce.getOrDefault(one.line(), List.of());
            return verdicts.unnamed(
                    one.at(), permits, permits.size() >= MOST, Optional.ofNullable(last.get(one.line())));
        }
    }

    /** The decisions that rows name, by line; what is not this sender's is not there. */
    Map<Long, Verdicts.Named> named(List<Sending> sent) throws SQLException {
        var naming = new HashMap<UUID, List<Sending>>();
        for (var one : sent)
            one.decision()
                    .ifPresent(it ->
                            naming.computeIfAbsent(it, _ -> new ArrayList<>(1)).add(one));
        var named = new HashMap<Long, Verdicts.Named>();
        if (naming.isEmpty()) return named;
        try (var select = connection.prepareStatement(NAMED)) {
            select.setObject(1, job.id());
            PgArray.ids(select, 2, naming.keySet());
            select.setString(3, job.sender());
            var row = select.executeQuery();
            while (row.next()) {
                for (var one : naming.get(row.getObject(1, UUID.class))) named.put(one.line(), named(row, one));
            }
            return named;
        }
    }

    private static Verdicts.Named named(ResultSet row, Sending one) throws SQLException {
        // Whose point is gone was erased: nothing tells any more whom the decision was about.
        var theirs = row.getString(6).equals(one.channel())
                && (row.getBoolean(8) || one.names().contains(row.getObject(7, UUID.class)));
        var answered = new Answered(
                row.getObject(1, UUID.class),
                time(row, 2).orElseThrow(),
                time(row, 3),
                time(row, 4),
                row.getBoolean(9));
        return new Verdicts.Named(answered, theirs, row.getBoolean(5));
    }

    /** The answers that messages without a name for theirs may have gone out on. */
    Found found(List<Sending> sent) throws SQLException {
        var found = new Found(new HashMap<>(), new HashMap<>());
        try (var select = connection.prepareStatement(FOUND)) {
            bind(select, sent.getLast());
            var row = select.executeQuery();
            while (row.next()) {
                var answered = new Answered(
                        row.getObject(3, UUID.class),
                        time(row, 4).orElseThrow(),
                        time(row, 5),
                        time(row, 6),
                        row.getInt(7) != 0);
                if (row.getBoolean(2)) {
                    found.inForce()
                            .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>(1))
                            .add(answered);
                } else {
                    found.last()
                            .merge(
                                    row.getLong(1),
                                    answered,
                                    (one, other) -> one.at().isAfter(other.at()) ? one : other);
                }
            }
            found.inForce().values().forEach(it -> it.sort(java.util.Comparator.comparing(Answered::at)));
            return found;
        }
    }

    private void bind(PreparedStatement select, Sending last) throws SQLException {
        select.setObject(1, job.id());
        select.setDouble(2, config.tolerance().toMillis() / 1000.0);
        select.setDouble(3, config.lookBack().toMillis() / 1000.0);
        select.setObject(4, job.id());
        select.setObject(
                5, job.reached().at().map(it -> it.atOffset(ZoneOffset.UTC)).orElse(OffsetDateTime.MIN));
        select.setLong(6, job.reached().line());
        select.setObject(7, last.at().atOffset(ZoneOffset.UTC));
        select.setLong(8, last.line());
    }

    private static Optional<java.time.Instant> time(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }
}
