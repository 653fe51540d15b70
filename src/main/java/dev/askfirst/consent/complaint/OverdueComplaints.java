package dev.askfirst.consent.complaint;

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

/** Tells subscribers and operators once of each complaint that nobody has acknowledged in time. */
@Startup
@ApplicationScoped
class OverdueComplaints {

    private static final Logger LOG = Logger.getLogger(OverdueComplaints.class);
    private static final Overdue.Kind COMPLAINTS = new Overdue.Kind("complaint", Change.Type.COMPLAINT_OVERDUE, "null");

    private final Overdue overdue;
    private final Counter late;

    OverdueComplaints(
            Transactions transactions,
            DataSource dataSource,
            Clock clock,
            MeterRegistry registry,
            DatabaseGauges database) {
        overdue = new Overdue(transactions, dataSource, clock, COMPLAINTS);
        late = Counter.builder("askfirst.complaints.late")
                .description("complaints that nobody had acknowledged when their time was over")
                .register(registry);
        database.numbers(
                "askfirst.complaints.due",
                "complaints that nobody has acknowledged, by whether their time is over",
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
                    "subscribers are not told yet of complaints that are overdue: %s %s",
                    e.getSQLState(), e.getMessage());
        }
    }
}
