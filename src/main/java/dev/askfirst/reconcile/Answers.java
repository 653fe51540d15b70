package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the answers that the messages of one piece may have gone out on, all of them at once. */
final class Answers {

    /** Permits in force that are read for one message and one name. */
    private static final int MOST = 8;

    /** Longer than any permit is valid. */
    private static final Duration VALIDITY = Duration.ofHours(1);

    private static final Sql NAMED = Sql.of("""
            select d.id, d.decided_at, case when d.outcome = 'permit' then d.valid_until end as valid_until, d.not_before,
                d.mode <> 'check' as asked, d.channel, d.point_id, d.stranger
            from decision d
            where d.page_id = any (array(select page_of(named) from unnest(:decisions::uuid[]) named))
              and d.id = any (:decisions::uuid[]) and d.sender = :sender""");

    private static final Sql STANDING =
            Sql.of("select point_id as id from contact_point where point_id = any (:ids::uuid[])");

    private static final Sql TAKEN = Sql.of("""
            select decision_id as id from reconciliation_row where job_id = :job and decision_id = any (:ids::uuid[])
                and result in ('sent_with_permit', 'sent_after_expiry')""");

    private static final Sql FOUND = Sql.of("""
            with sent as (
                select i.line, i.at, i.channel, unnest(i.names)::uuid as name, :job::uuid as job,
                    make_interval(secs => :tolerance) as tolerance, make_interval(secs => :lookBack) as back,
                    make_interval(secs => :validity) as validity
                from reconciliation_input i
                where i.job_id = :job and (i.at, i.line) > (coalesce(:reachedAt::timestamptz, '-infinity'), :reachedLine)
                    and (i.at, i.line) <= (:lastAt, :lastLine) and i.decision_id is null)
            select s.line, true as in_force, a.* from sent s cross join lateral (
                select decision_id, decided_at, valid_until, not_before, taken <> 0 as taken from reconciliation_asked
                where job_id = s.job and name = s.name and channel = s.channel and taken = 0 and valid_until is not null
                    and decided_at >= s.at - s.tolerance - s.validity and decided_at <= s.at + s.tolerance
                    and valid_until > s.at - s.tolerance
                order by decided_at limit %d) a
            union all
            select s.line, false, a.* from sent s cross join lateral (
                select decision_id, decided_at, valid_until, not_before, taken <> 0 from reconciliation_asked
                where job_id = s.job and name = s.name and channel = s.channel
                    and decided_at >= s.at - s.back and decided_at <= s.at + s.tolerance
                order by decided_at desc limit 1) a""".formatted(MOST));

    private final Connection connection;
    private final ReconcileConfig config;
    private final ReportJob job;

    Answers(Connection connection, ReconcileConfig config, ReportJob job) {
        this.connection = connection;
        this.config = config;
        this.job = job;
    }

    /** The answers to messages, by their lines. */
    record FoundAnswers(Map<Long, List<Answered>> inForce, Map<Long, Answered> last) {

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
        var about = new ArrayList<About>();
        NAMED.with("decisions", naming.keySet())
                .with("sender", job.sender())
                .each(connection, row -> about.add(about(row)));
        var points = about.stream().flatMap(it -> it.point().stream()).toList();
        var standing = ids(STANDING.with("ids", points));
        var taken = ids(TAKEN.with("job", job.id()).with("ids", naming.keySet()));
        for (var it : about) {
            // Whose point is gone was erased: nothing tells any more whom the decision was about.
            var erased = it.point().filter(point -> !standing.contains(point)).isPresent();
            for (var one : naming.get(it.id())) named.put(one.line(), it.named(one, erased, taken.contains(it.id())));
        }
        return named;
    }

    private Set<UUID> ids(Sql.Call select) throws SQLException {
        return Set.copyOf(select.list(connection, row -> row.id("id")));
    }

    /** A decision that a message names. */
    private record About(
            UUID id,
            Instant at,
            Optional<Instant> until,
            Optional<Instant> notBefore,
            boolean asked,
            String channel,
            Optional<UUID> point,
            Optional<UUID> stranger) {

        Verdicts.Named named(Sending one, boolean erased, boolean taken) {
            var addressee = point.or(() -> stranger).filter(one.names()::contains);
            var theirs = channel.equals(one.channel()) && (erased || addressee.isPresent());
            return new Verdicts.Named(new Answered(id, at, until, notBefore, taken), theirs, asked);
        }
    }

    private static About about(Row row) throws SQLException {
        return new About(
                row.id("id"),
                row.time("decided_at"),
                row.optionalTime("valid_until"),
                row.optionalTime("not_before"),
                row.flag("asked"),
                row.text("channel"),
                row.optionalId("point_id"),
                row.optionalId("stranger"));
    }

    private static Answered answered(Row row) throws SQLException {
        return new Answered(
                row.id("decision_id"),
                row.time("decided_at"),
                row.optionalTime("valid_until"),
                row.optionalTime("not_before"),
                row.flag("taken"));
    }

    /** The answers that messages without a name for theirs may have gone out on. */
    FoundAnswers found(List<Sending> sent) throws SQLException {
        var found = new FoundAnswers(new HashMap<>(), new HashMap<>());
        var last = sent.getLast();
        FOUND.with("job", job.id())
                .with("tolerance", config.tolerance())
                .with("lookBack", config.lookBack())
                .with("validity", VALIDITY)
                .with("reachedAt", job.reached().at())
                .with("reachedLine", job.reached().line())
                .with("lastAt", last.at())
                .with("lastLine", last.line())
                .each(connection, row -> add(found, row));
        found.inForce().values().forEach(it -> it.sort(Comparator.comparing(Answered::at)));
        return found;
    }

    private static void add(FoundAnswers found, Row row) throws SQLException {
        var line = row.number("line");
        var answered = answered(row);
        if (row.flag("in_force")) {
            found.inForce().computeIfAbsent(line, _ -> new ArrayList<>(1)).add(answered);
        } else {
            found.last().merge(line, answered, (one, other) -> one.at().isAfter(other.at()) ? one : other);
        }
    }
}
