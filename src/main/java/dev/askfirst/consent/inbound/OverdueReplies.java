package dev.askfirst.consent.inbound;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Tells subscribers and operators once of each reply that nobody has resolved in time. */
@Startup
@ApplicationScoped
class OverdueReplies {

    private static final Logger LOG = Logger.getLogger(OverdueReplies.class);
    private static final int AT_ONCE = 500;

    private static final Sql CLAIM = Sql.of("""
            select d.id, d.controller, d.due_at, r.channel from due_reply d join reply r on r.id = d.id
            where not d.told and d.due_at <= :now
            order by d.due_at, d.id limit %d for update of d skip locked""".formatted(AT_ONCE));
    private static final Sql TELL = Sql.of("update due_reply set told = true where id = any (:ids::uuid[])");
    private static final Sql WAITING = Sql.of("""
            select count(*) filter (where due_at > :now) as waiting, count(*) filter (where due_at <= :now) as overdue
            from due_reply""");

    private record Overdue(UUID id, String controller, Instant due, String channel) {
        static Overdue read(Row row) throws SQLException {
            return new Overdue(row.id("id"), row.text("controller"), row.time("due_at"), row.text("channel"));
        }

        Change told(Instant now) {
            var data = Change.noData()
                    .put("channel", channel)
                    .put("reply", id.toString())
                    .put("due", ConsentEvent.text(due));
            return new Change(
                    Ids.at(now), Change.Type.REPLY_OVERDUE, Optional.empty(), 0, controller, List.of(), now, data);
        }
    }

    private record Told(int rows) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final DataSource dataSource;
    private final Clock clock;
    private final Counter late;

    OverdueReplies(
            Transactions transactions,
            DataSource dataSource,
            Clock clock,
            MeterRegistry registry,
            DatabaseGauges database) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.clock = clock;
        late = Counter.builder("askfirst.replies.late")
                .description("replies that nobody had resolved when their time was over")
                .register(registry);
        database.numbers(
                "askfirst.replies.due",
                "replies that a human must resolve, by whether their time is over",
                "state",
                this::waiting);
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        try {
            for (var told = AT_ONCE; told == AT_ONCE; ) {
                told = transactions.run(this::some).rows();
                late.increment(told);
            }
        } catch (SQLException e) {
            LOG.warnf(
                    "subscribers are not told yet of replies that are overdue: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private Told some(Connection connection) throws SQLException {
        var now = clock.read(connection);
        var overdue = CLAIM.with("now", now).list(connection, Overdue::read);
        if (overdue.isEmpty()) return new Told(0);
        Outbox.add(
                connection,
                Ids.at(now),
                overdue.stream().map(it -> it.told(now)).toList());
        TELL.with("ids", overdue.stream().map(Overdue::id).toList()).update(connection);
        return new Told(overdue.size());
    }

    private Map<String, Double> waiting() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return WAITING.with("now", clock.read(connection))
                    .first(
                            connection,
                            row -> Map.of(
                                    "waiting", (double) row.number("waiting"),
                                    "overdue", (double) row.number("overdue")))
                    .orElseThrow();
        }
    }
}
