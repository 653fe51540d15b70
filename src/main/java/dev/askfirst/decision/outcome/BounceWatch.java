package dev.askfirst.decision.outcome;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/**
 * Raises the alarm if a sender reports bounces for a large share of its permits. Then either its list or its reports
 * are bad; both suppress addresses.
 */
@Wellness
@ApplicationScoped
class BounceWatch implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(BounceWatch.class);
    private static final Duration WINDOW = Duration.ofHours(24);

    private static final Sql SHARES = Sql.of("""
            select b.sender, b.n as bounced, coalesce((select sum(d.n) from decision_hour d
                where d.hour >= :since and d.sender = b.sender and d.outcome = 'permit'), 0) as permitted
            from (select by ->> 'sender' as sender, count(*) as n from outcome
                where id >= :first and outcome = 'bounced' group by 1) b
            order by 1""");

    /** The bounces that a sender reported within a day, and its permits. */
    record Share(String sender, long bounced, long permitted) {
        double value() {
            return (double) bounced / Math.max(bounced, permitted);
        }

        String shown() {
            return "%d of %d permits bounced within a day".formatted(bounced, permitted);
        }
    }

    private final DataSource dataSource;
    private final Clock clock;
    private final BounceConfig config;
    private final MultiGauge gauge;
    private volatile Map<String, String> alarms = Map.of();

    BounceWatch(DataSource dataSource, Clock clock, BounceConfig config, MeterRegistry registry) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.config = config;
        this.gauge = MultiGauge.builder("askfirst.bounced.share")
                .description("how much of what a sender was permitted within a day bounced, as it reports")
                .register(registry);
    }

    @Scheduled(every = "{askfirst.bounces.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try (var connection = dataSource.getConnection()) {
            take(shares(connection, clock.read(connection)));
        } catch (SQLException e) {
            // The last result stays until the next run.
            LOG.warnf("bounces not counted: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    void take(List<Share> shares) {
        gauge.register(
                shares.stream()
                        .map(it -> MultiGauge.Row.of(Tags.of("sender", it.sender()), it.value()))
                        .toList(),
                true);
        var raised = new TreeMap<String, String>();
        for (var share : shares) {
            if (share.bounced() >= config.alarmFrom() && share.value() >= config.alarmShare()) {
                raised.put(share.sender(), share.shown());
            }
        }
        raised.forEach((sender, shown) -> {
            if (!alarms.containsKey(sender)) LOG.errorf("sender %s: %s", sender, shown);
        });
        alarms = Map.copyOf(raised);
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("bounces").status(alarms.isEmpty());
        new TreeMap<>(alarms).forEach(response::withData);
        return response.build();
    }

    /** The shares of senders that reported bounces. The count of decisions lags a little behind the record. */
    static List<Share> shares(Connection connection, Instant now) throws SQLException {
        var since = now.minus(WINDOW);
        return SHARES.with("since", since)
                .with("first", new UUID(since.toEpochMilli() << 16, 0))
                .list(connection, row -> new Share(row.text("sender"), row.number("bounced"), row.number("permitted")));
    }
}
