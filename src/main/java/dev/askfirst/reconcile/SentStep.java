package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Holds the next messages, in the order in which they were sent, against what was answered. */
final class SentStep {

    private static final int PIECE = 1000;

    private final Connection connection;
    private final ReconcileConfig config;

    SentStep(Connection connection, ReconcileConfig config) {
        this.connection = connection;
        this.config = config;
    }

    ReportJob piece(ReportJob job) throws SQLException {
        var sent = next(job);
        if (sent.isEmpty()) {
            ReportJobs.keep(connection, job.next(), java.util.Map.of(), 0);
            return job.next();
        }
        var answers = new Answers(connection, config, job);
        var named = answers.named(sent);
        var found = answers.found(sent);
        var verdicts = new Verdicts(config.tolerance());
        var rows = new ArrayList<ReportRow>(sent.size());
        for (var one : sent) {
            var verdict = one.decision().isPresent()
                    ? Optional.of(verdicts.named(one.at(), Optional.ofNullable(named.get(one.line()))))
                    : found.verdict(verdicts, one);
            // The permits that were read are used up by earlier rows of this piece: it ends here, and the next reads
            // more.
            if (verdict.isEmpty()) break;
            rows.add(row(one, verdict.get()));
        }
        ReportRow.insert(connection, job.id(), rows);
        take(job, verdicts);
        var last = sent.get(rows.size() - 1);
        var further = job.reached(new ReportJob.Reached(Optional.empty(), Optional.of(last.at()), last.line()));
        ReportJobs.keep(connection, further, ReportJobs.count(rows), rows.size());
        return further;
    }

    private static ReportRow row(Sending one, Verdicts.Verdict verdict) {
        return new ReportRow(
                one.line(),
                verdict.result(),
                Optional.of(one.at()),
                Optional.of(one.channel()),
                one.point(),
                verdict.decision(),
                verdict.detail());
    }

    private List<Sending> next(ReportJob job) throws SQLException {
        try (var select = connection.prepareStatement("""
                select line, at, channel, names, point_id, decision_id from reconciliation_input
                where job_id = ? and (at, line) > (?, ?) order by at, line limit %d""".formatted(PIECE))) {
            select.setObject(1, job.id());
            select.setObject(
                    2, job.reached().at().map(it -> it.atOffset(ZoneOffset.UTC)).orElse(OffsetDateTime.MIN));
            select.setLong(3, job.reached().line());
            var sent = new ArrayList<Sending>();
            var row = select.executeQuery();
            while (row.next()) {
                sent.add(new Sending(
                        row.getLong(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        Stream.of((String[]) row.getArray(4).getArray())
                                .map(UUID::fromString)
                                .toList(),
                        Optional.ofNullable(row.getObject(5, UUID.class)),
                        Optional.ofNullable(row.getObject(6, UUID.class))));
            }
            return sent;
        }
    }

    private void take(ReportJob job, Verdicts verdicts) throws SQLException {
        try (var update = connection.prepareStatement(
                "update reconciliation_asked set taken = 2 where job_id = ? and decision_id = any (?)")) {
            update.setObject(1, job.id());
            PgArray.ids(update, 2, verdicts.taken());
            update.executeUpdate();
        }
    }
}
