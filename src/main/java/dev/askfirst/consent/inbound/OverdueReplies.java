package dev.askfirst.consent.inbound;

import dev.askfirst.consent.due.Overdue;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.DatabaseGauges;
import dev.askfirst.platform.postgres.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Tells subscribers and operators once of each reply that nobody has resolved in time. */
@Startup
@ApplicationScoped
class OverdueReplies {

    private static final Logger LOG = Logger.getLogger(OverdueReplies.class);
    private static final Overdue.Kind REPLIES = new Overdue.Kind("reply", Change.Type.REPLY_OVERDUE, "r.channel");

    private final Overdue overdue;
    private final Counter late;

    OverdueReplies(
            Transactions transactions,
            DataSource dataSource,
            Clock clock,
            MeterRegistry registry,
            DatabaseGauges database) {
        overdue = new Overdue(transactions, dataSource, clock, REPLIES);
        late = Counter.builder("askfirst.replies.late")
                .description("replies that nobody had resolved when their time was over")
                .register(registry);
        database.numbers(
                "askfirst.replies.due",
                "replies that a human must resolve, by whether their time is over",
                "state",
                overdue::count);
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        try {
            late.increment(overdue.tell());
        } catch (SQLException e) {
            LOG.warnf(
                    "subscribers are not told yet of replies that are overdue: %s %s", e.getSQLState(), e.getMessage());
        }
    }
}
