package dev.askfirst.search.moves;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads how yeses and noes moved in a time, from what was counted by day. */
@ApplicationScoped
public class Moves {

    /**
     * The counts of a time.
     *
     * @param weeks by their Monday, those without anything too
     * @param uncounted the instant from which something is not counted yet
     */
    public record Counts(
            Map<LocalDate, Map<String, Long>> weeks,
            Map<String, Map<String, Map<String, Long>>> values,
            Map<LocalDate, Long> ending,
            Optional<Instant> uncounted) {

        /** How many there were of this event: {@code asked}, {@code agreed}, {@code yes}, {@code no}, {@code message}, {@code stop}. */
        public long all(String event) {
            return weeks.values().stream()
                    .mapToLong(it -> it.getOrDefault(event, 0L))
                    .sum();
        }

        /** By value of {@code by}, how many there were of each event. */
        public Map<String, Map<String, Long>> by(String by) {
            return values.getOrDefault(by, Map.of());
        }
    }

    private static final Sql WEEKS = Sql.of("""
            select date_trunc('week', day::timestamp)::date as week, event, sum(n)::bigint as n from yes_day
            where day >= :first::date and day <= :last::date and by = 'all' and (:controller = '' or controller = :controller)
            group by 1, 2""");

    private static final Sql VALUES = Sql.of("""
            select by, value, event, sum(n)::bigint as n from yes_day
            where day >= :first::date and day <= :last::date and by <> 'all' and (:controller = '' or controller = :controller)
            group by 1, 2, 3""");

    private static final Sql ENDING = Sql.of("""
            select date_trunc('week', expires_at at time zone 'UTC')::date as week, count(*) as n from consent_expiry
            where expires_at >= :now and expires_at < :end and (:controller = '' or controller = :controller)
            group by 1 order by 1""");

    private final DataSource dataSource;

    Moves(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What was counted from one day to another, both included.
     *
     * @param controller whose alone; empty for all
     * @param now from when on yeses that end by themselves are counted
     * @param end until when
     */
    public Counts of(LocalDate first, LocalDate last, String controller, Instant now, Instant end) {
        try (var connection = dataSource.getConnection()) {
            var weeks = new TreeMap<LocalDate, Map<String, Long>>();
            for (var week = first; !week.isAfter(last); week = week.plusWeeks(1)) weeks.put(week, new HashMap<>());
            days(WEEKS, first, last, controller)
                    .each(
                            connection,
                            row -> weeks.computeIfAbsent(row.date("week"), _ -> new HashMap<>())
                                    .put(row.text("event"), row.number("n")));
            var values = new HashMap<String, Map<String, Map<String, Long>>>();
            days(VALUES, first, last, controller)
                    .each(
                            connection,
                            row -> values.computeIfAbsent(row.text("by"), _ -> new HashMap<>())
                                    .computeIfAbsent(row.text("value"), _ -> new HashMap<>())
                                    .put(row.text("event"), row.number("n")));
            var uncounted = YesDays.unread(connection).map(Ids::instant);
            return new Counts(weeks, values, ending(connection, controller, now, end), uncounted);
        } catch (SQLException e) {
            throw Outage.undecided("the counts could not be read", e);
        }
    }

    private static Map<LocalDate, Long> ending(Connection connection, String controller, Instant now, Instant end)
            throws SQLException {
        var ending = new TreeMap<LocalDate, Long>();
        ENDING.with("now", now)
                .with("end", end)
                .with("controller", controller)
                .each(connection, row -> ending.put(row.date("week"), row.number("n")));
        return ending;
    }

    private static Sql.Call days(Sql sql, LocalDate first, LocalDate last, String controller) {
        return sql.with("first", first.toString()).with("last", last.toString()).with("controller", controller);
    }
}
