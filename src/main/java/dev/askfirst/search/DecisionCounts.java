package dev.askfirst.search;

import dev.askfirst.audit.Follower;
import dev.askfirst.audit.decision.Alike;
import dev.askfirst.audit.decision.DecisionLines;
import dev.askfirst.audit.decision.Stretches;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Counts decisions by hour and day, after they were recorded, and writes what searches of them need. */
@ApplicationScoped
class DecisionCounts {

    private static final Logger LOG = Logger.getLogger(DecisionCounts.class);
    private static final String MARKS = "decision_count_mark";

    private static final String ADD = """
            insert into decision_%1$s (%1$s, sender, topic, channel, outcome, reasons, n)
            select date_trunc('%1$s', at::timestamptz, 'UTC'), sender, topic, channel, outcome, string_to_array(reasons, ' '), sum(n)
            from unnest(:at::text[], :sender::text[], :topic::text[], :channel::text[], :outcome::text[], :reasons::text[],
                :n::bigint[]) as counted (at, sender, topic, channel, outcome, reasons, n)
            group by 1, 2, 3, 4, 5, 6
            on conflict (%1$s, sender, topic, channel, outcome, reasons) do update set n = decision_%1$s.n + excluded.n""";
    private static final List<Sql> ADDS =
            Stream.of("hour", "day").map(it -> Sql.of(ADD.formatted(it))).toList();

    /** Decisions of one hour and one shape. */
    private record Group(Instant hour, Alike.Shape shape) {}

    private final Follower follower;

    DecisionCounts(Transactions transactions) {
        this.follower = new Follower(transactions, MARKS, DecisionCounts::piece);
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            follower.read();
        } catch (SQLException e) {
            LOG.warnf("decisions are not counted: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** Counts a piece of the record, and writes what a search needs of it. */
    private static void piece(Connection connection, long from, long to) throws SQLException {
        var pages = DecisionLines.sealed(connection, from, to);
        var counts = new LinkedHashMap<Group, Long>();
        for (var page : pages) {
            for (var some : page.alike()) {
                var hour = some.decided().truncatedTo(ChronoUnit.HOURS);
                counts.merge(new Group(hour, some.shape()), some.count(), Long::sum);
            }
        }
        if (!counts.isEmpty()) for (var add : ADDS) add(connection, add, counts);
        Stretches.write(connection, pages);
    }

    private static void add(Connection connection, Sql add, Map<Group, Long> counts) throws SQLException {
        add.with("at", texts(counts, it -> it.hour().toString()))
                .with("sender", texts(counts, it -> it.shape().sender()))
                .with("topic", texts(counts, it -> it.shape().topic()))
                .with("channel", texts(counts, it -> it.shape().channel()))
                .with("outcome", texts(counts, it -> it.shape().outcome()))
                .with("reasons", texts(counts, it -> String.join(" ", it.shape().reasons())))
                .with("n", counts.values())
                .update(connection);
    }

    private static List<String> texts(Map<Group, Long> counts, Function<Group, String> of) {
        return counts.keySet().stream().map(of).toList();
    }

    /** The leaf up to which all decisions have been counted. */
    static long mark(Connection connection) throws SQLException {
        return Follower.mark(connection, MARKS);
    }

    /** The earliest page before which all decisions have been counted; empty if all have been. */
    static Optional<UUID> unread(Connection connection) throws SQLException {
        return Follower.unread(connection, MARKS);
    }
}
