package dev.askfirst.reconcile;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The messages that were this or that, of one report or of all reports of a sender, by when they were sent. */
@ApplicationScoped
public class SentRows {

    /**
     * Which ones.
     *
     * @param from only those that were sent from here on
     * @param to and before this
     * @param newestFirst else the oldest come first
     */
    public record Wanted(
            Optional<UUID> report,
            String sender,
            Result result,
            Optional<Instant> from,
            Optional<Instant> to,
            boolean newestFirst) {}

    /**
     * One message, or a row of which nothing could be made.
     *
     * @param line in its file; empty for permits that were not used
     * @param place after which the next ones come
     */
    public record Found(
            UUID report,
            Optional<Long> line,
            Optional<Instant> at,
            Optional<String> channel,
            Optional<UUID> decision,
            Optional<UUID> point,
            Optional<String> detail,
            String place) {}

    private static final Pattern PLACE =
            Pattern.compile("(-?[0-9]{1,18})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([0-9]{1,18})");

    /** Rows of which nothing could be made have no time: they come in the order of their file. */
    private static final String SELECT = """
            select * from (
                select job.report_id, r.n, r.at, r.channel, r.decision_id, r.point_id, r.detail,
                    coalesce((extract(epoch from r.at) * 1000000)::bigint, 0) as micros
                from reconciliation_job job join reconciliation_row r on r.job_id = job.id
                where r.result = '%1$s' and (:report::uuid is null or job.report_id = :report)
                    and job.sender = :sender and job.report_id is not null and (:from::timestamptz is null or r.at >= :from)
                    and (:to::timestamptz is null or r.at < :to)
            ) sent
            where :micros::bigint is null or (micros, report_id, n) %2$s (:micros::bigint, :after::uuid, :n::bigint)
            order by micros %3$s, report_id %3$s, n %3$s limit :limit""";

    private final DataSource dataSource;

    SentRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** At most so many, after this place; from the beginning if it is empty, or none of ours. */
    public List<Found> after(Wanted wanted, Optional<String> place, int limit) {
        var after = place.map(PLACE::matcher).filter(it -> it.matches());
        var down = wanted.newestFirst() && wanted.result() != Result.REJECTED;
        var select = Sql.of(SELECT.formatted(Json.text(wanted.result()), down ? "<" : ">", down ? "desc" : "asc"));
        try (var connection = dataSource.getConnection()) {
            return select.with("report", wanted.report())
                    .with("sender", wanted.sender())
                    .with("from", wanted.from())
                    .with("to", wanted.to())
                    .with("micros", after.map(it -> Long.parseLong(it.group(1))))
                    .with("after", after.map(it -> UUID.fromString(it.group(2))))
                    .with("n", after.map(it -> Long.parseLong(it.group(3))))
                    .with("limit", limit)
                    .list(connection, row -> found(row, wanted.result()));
        } catch (SQLException e) {
            throw Outage.undecided("the rows could not be read", e);
        }
    }

    private static Found found(Row row, Result result) throws SQLException {
        var n = row.number("n");
        return new Found(
                row.id("report_id"),
                result == Result.PERMIT_UNUSED ? Optional.empty() : Optional.of(n),
                row.optionalTime("at"),
                row.optionalText("channel"),
                row.optionalId("decision_id"),
                row.optionalId("point_id"),
                row.optionalText("detail"),
                row.number("micros") + "." + row.id("report_id") + "." + n);
    }
}
