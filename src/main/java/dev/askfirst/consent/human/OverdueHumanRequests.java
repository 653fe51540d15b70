package dev.askfirst.consent.human;

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

/** Tells subscribers and operators once of each request to talk to a human that nobody has answered in time. */
@Startup
@ApplicationScoped
class OverdueHumanRequests {

    private static final Logger LOG = Logger.getLogger(OverdueHumanRequests.class);
    private static final Overdue.Kind REQUESTS =
            new Overdue.Kind("human_request", Change.Type.HUMAN_REQUEST_OVERDUE, "null");

    private final Overdue overdue;
    private final Counter late;

    OverdueHumanRequests(
            Transactions transactions,
            DataSource dataSource,
            Clock clock,
            MeterRegistry registry,
            DatabaseGauges database) {
        overdue = new Overdue(transactions, dataSource, clock, REQUESTS);
        late = Counter.builder("askfirst.human.requests.late")
                .description("requests to talk to a human that nobody had answered when their time was over")
                .register(registry);
        database.numbers(
                "askfirst.human.requests.due",
                "requests to talk to a human that nobody has answered, by whether their time is over",
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
                    "subscribers are not told yet of requests to talk to a human that are overdue: %s %s",
                    e.getSQLState(), e.getMessage());
        }
    }
}
