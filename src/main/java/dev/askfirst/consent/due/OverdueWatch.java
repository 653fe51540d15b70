package dev.askfirst.consent.due;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Tells subscribers and operators once of whatever was not done in time: replies that nobody resolved, complaints that nobody
 * acknowledged, requests to talk to a human that nobody answered.
 */
@Startup
@ApplicationScoped
public class OverdueWatch {

    private static final Logger LOG = Logger.getLogger(OverdueWatch.class);

    /**
     * What is watched.
     *
     * @param metrics what the names of its metrics begin with
     * @param what in words, for operators
     */
    private record Watched(Overdue.Kind kind, String metrics, String what) {}

    private static final List<Watched> ALL = List.of(
            new Watched(
                    new Overdue.Kind("reply", Change.Type.REPLY_OVERDUE, "r.channel"),
                    "askfirst.replies",
                    "replies that nobody has resolved"),
            new Watched(
                    new Overdue.Kind("complaint", Change.Type.COMPLAINT_OVERDUE, "null"),
                    "askfirst.complaints",
                    "complaints that nobody has acknowledged"),
            new Watched(
                    new Overdue.Kind("human_request", Change.Type.HUMAN_REQUEST_OVERDUE, "null"),
                    "askfirst.human.requests",
                    "requests to talk to a human that nobody has answered"));

    private final Map<Overdue, Counter> late = new LinkedHashMap<>();

    OverdueWatch(
            Transactions transactions,
            DataSource dataSource,
            Clock clock,
            MeterRegistry registry,
            DatabaseGauges database) {
        for (var one : ALL) {
            var overdue = new Overdue(transactions, dataSource, clock, one.kind());
            late.put(
                    overdue,
                    Counter.builder(one.metrics() + ".late")
                            .description(one.what() + " when their time was over")
                            .register(registry));
            database.numbers(
                    one.metrics() + ".due", one.what() + ", by whether their time is over", "state", overdue::count);
        }
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void tell() {
        late.forEach((overdue, counter) -> {
            try {
                counter.increment(overdue.tell());
            } catch (SQLException e) {
                LOG.warnf("subscribers are not told yet of what is overdue: %s %s", e.getSQLState(), e.getMessage());
            }
        });
    }
}
