package dev.askfirst.search;

import dev.askfirst.audit.decision.Alike;
import dev.askfirst.audit.decision.DecisionLines;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** How many decisions there were: of those that were counted behind the record, and of the newest as they stand. */
@ApplicationScoped
public class Statistics {

    /** What decisions are told apart by. */
    public enum By {
        OUTCOME("outcome", "outcome"),
        REASON("reason", "reason"),
        SENDER("sender", "sender"),
        TOPIC("topic", "topic"),
        CHANNEL("channel", "channel"),
        DAY("to_char(%1$s at time zone 'UTC', 'YYYY-MM-DD')", "day");

        private final String column;
        private final String text;

        By(String column, String text) {
            this.column = column;
            this.text = text;
        }

        static By of(String text) {
            for (var by : values()) if (by.text.equals(text)) return by;
            throw new IllegalArgumentException(text);
        }

        static List<String> names() {
            return List.of(values()).stream().map(it -> it.text).toList();
        }

        @Override
        public String toString() {
            return text;
        }

        /** The values of such a decision: as many as it has reasons, else one. */
        private List<String> values(Alike some) {
            var shape = some.shape();
            return switch (this) {
                case OUTCOME -> List.of(shape.outcome());
                case REASON -> shape.reasons();
                case SENDER -> List.of(shape.sender());
                case TOPIC -> List.of(shape.topic());
                case CHANNEL -> List.of(shape.channel());
                case DAY -> List.of(some.decided().toString().substring(0, 10));
            };
        }

        private String column(String time) {
            return column.formatted(time);
        }
    }

    /** One value, how many decisions have it, and how many of each outcome. */
    public record ValueCount(String value, long count, Map<String, Long> outcomes) {}

    /**
     * The counts.
     *
     * @param from the whole hour, or day, that the counts begin with
     * @param to where they end
     * @param until up to when decisions were there to be counted, where that is earlier
     * @param total how many decisions there were; of those with several reasons each is counted once here
     */
    public record Counts(Instant from, Instant to, Instant until, String by, long total, List<ValueCount> rows) {}

    private static final Duration BY_HOUR = Duration.ofDays(31);
    private static final int MOST_LIVE = 200_000;
    private static final int MOST_ROWS = 1_000;

    private final DataSource dataSource;
    private final Clock clock;

    Statistics(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Counts the decisions of a time, widened to whole hours; where it is over a month long, to whole days, in UTC. */
    public Counts of(Instant from, Instant to, By by) throws SQLException {
        return of(from, to, by, Optional.empty());
    }

    /**
     * The same of some senders.
     *
     * @param senders empty means all
     */
    public Counts of(Instant from, Instant to, By by, Optional<List<String>> senders) throws SQLException {
        var days = Duration.between(from, to).compareTo(BY_HOUR) > 0;
        var unit = days ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        var start = from.truncatedTo(unit);
        var end = to.truncatedTo(unit).equals(to) ? to : to.truncatedTo(unit).plus(1, unit);
        try (var connection = dataSource.getConnection()) {
            // One statement after the other would count twice, or not at all, what is counted in between.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return count(new Asked(connection, days ? "day" : "hour", start, end, senders), by);
            } finally {
                connection.rollback();
            }
        }
    }

    private Counts count(Asked asked, By by) throws SQLException {
        var rows = new TreeMap<String, TreeMap<String, Long>>();
        var totals = new TreeMap<String, TreeMap<String, Long>>();
        var connection = asked.connection();
        var mark = DecisionCounts.mark(connection);
        asked.counted(by, rows);
        if (by == By.REASON) asked.counted(By.OUTCOME, totals);
        var until = clock.read(connection);
        if (DecisionLines.since(connection, mark, asked.from(), asked.to()) <= MOST_LIVE) {
            asked.newest(by, mark, rows);
            if (by == By.REASON) asked.newest(By.OUTCOME, mark, totals);
        } else {
            until = DecisionCounts.unread(connection).map(Ids::instant).orElse(until);
        }
        return new Counts(
                asked.from(),
                asked.to(),
                until.isBefore(asked.to()) ? until : asked.to(),
                by.toString(),
                total(by == By.REASON ? totals : rows),
                list(rows, by));
    }

    /** What is counted: decisions of a time, by whole hours or days, and of which senders. */
    private record Asked(Connection connection, String unit, Instant from, Instant to, Optional<List<String>> senders) {

        private void counted(By by, TreeMap<String, TreeMap<String, Long>> rows) throws SQLException {
            var select = Sql.of("""
                    select %1$s as value, outcome, sum(n) as n from decision_%2$s %3$s
                    where %2$s >= :from and %2$s < :to
                        and (:senders::text[] is null or sender = any (:senders::text[]))
                    group by 1, 2""".formatted(by.column(unit), unit, reasons(by)));
            add(connection, select.with("from", from).with("to", to).with("senders", senders), rows);
        }

        /** What was decided since, as far as it is few enough to be counted at once. */
        private void newest(By by, long counted, TreeMap<String, TreeMap<String, Long>> rows) throws SQLException {
            DecisionLines.each(connection, counted, from, to, some -> {
                if (senders.filter(it -> !it.contains(some.shape().sender())).isPresent()) return;
                for (var value : by.values(some))
                    rows.computeIfAbsent(value, _ -> new TreeMap<>())
                            .merge(some.shape().outcome(), some.count(), Long::sum);
            });
        }
    }

    private static String reasons(By by) {
        return by == By.REASON ? "cross join lateral unnest(reasons) reason" : "";
    }

    private static void add(Connection connection, Sql.Call select, TreeMap<String, TreeMap<String, Long>> rows)
            throws SQLException {
        select.each(
                connection,
                row -> rows.computeIfAbsent(row.text("value"), _ -> new TreeMap<>())
                        .merge(row.text("outcome"), row.number("n"), Long::sum));
    }

    private static long total(TreeMap<String, TreeMap<String, Long>> rows) {
        return rows.values().stream().mapToLong(Statistics::sum).sum();
    }

    private static long sum(Map<String, Long> outcomes) {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The most frequent first; days as they follow each other. */
    private static List<ValueCount> list(TreeMap<String, TreeMap<String, Long>> rows, By by) {
        var list = new ArrayList<ValueCount>();
        rows.forEach(
                (value, outcomes) -> list.add(new ValueCount(value, sum(outcomes), new LinkedHashMap<>(outcomes))));
        if (by != By.DAY) list.sort(Comparator.comparingLong(ValueCount::count).reversed());
        return by == By.DAY && list.size() > MOST_ROWS
                ? List.copyOf(list.subList(list.size() - MOST_ROWS, list.size()))
                : List.copyOf(list.subList(0, Math.min(list.size(), MOST_ROWS)));
    }
}
