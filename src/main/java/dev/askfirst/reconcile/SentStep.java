package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Holds the next messages, in the order in which they were sent, against what was answered. */
final class SentStep {

    private static final int PIECE = 1000;

    private static final Sql NEXT = Sql.of("""
            select line, at, channel, names, point_id, decision_id from reconciliation_input
            where job_id = :job and (at, line) > (coalesce(:reachedAt::timestamptz, '-infinity'), :reachedLine)
            order by at, line limit %d""".formatted(PIECE));

    private static final Sql TAKE = Sql.of("""
            update reconciliation_asked set taken = 2 where job_id = :job and decision_id = any (:decisions::uuid[])""");

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
        return NEXT.with("job", job.id())
                .with("reachedAt", job.reached().at())
                .with("reachedLine", job.reached().line())
                .list(
                        connection,
                        row -> new Sending(
                                row.number("line"),
                                row.time("at"),
                                row.text("channel"),
                                row.texts("names").stream()
                                        .map(UUID::fromString)
                                        .toList(),
                                row.optionalId("point_id"),
                                row.optionalId("decision_id")));
    }

    private void take(ReportJob job, Verdicts verdicts) throws SQLException {
        TAKE.with("job", job.id()).with("decisions", verdicts.taken()).update(connection);
    }
}
