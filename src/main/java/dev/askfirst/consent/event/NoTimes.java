package dev.askfirst.consent.event;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * How long noes took until they were in force, by week and way in. Each instance counts, and adds its counts to the database's
 * every few seconds: one that is killed loses those of the last seconds, never a no.
 */
@ApplicationScoped
public class NoTimes {

    /**
     * How many noes of one week and way took no longer than this, and longer than the step before it.
     *
     * @param slowest the slowest of them
     */
    public record Taken(LocalDate week, NoInForce.Way way, Duration most, long n, Duration slowest) {}

    private static final Logger LOG = Logger.getLogger(NoTimes.class);

    /** Steps of a third or less, or of a millisecond or two: a number that is told is at most so much too high. */
    private static final List<Integer> STEPS = steps();

    private static final Sql READ = Sql.of("""
            select week, way, millis, n, slowest from no_in_force where week >= :from::date order by week, way, millis""");

    private static final String ADD = """
            insert into no_in_force (week, way, millis, n, slowest)
            select date_trunc('week', (%s) at time zone 'UTC')::date, way, millis::integer, n, slowest::integer
            from unnest(:ways::text[], :millis::bigint[], :n::bigint[], :slowest::bigint[]) c (way, millis, n, slowest)
            on conflict (week, way, millis) do update
                set n = no_in_force.n + excluded.n, slowest = greatest(no_in_force.slowest, excluded.slowest)""";

    private record Step(NoInForce.Way way, int millis) {}

    private record Tally(long n, long slowest) {
        Tally with(Tally other) {
            return new Tally(n + other.n, Math.max(slowest, other.slowest));
        }
    }

    private final DataSource dataSource;
    private final Clock clock;
    private Map<Step, Tally> counted = empty();

    NoTimes(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    synchronized void add(NoInForce.Way way, Duration taken) {
        add(new Step(way, step(taken)), new Tally(1, Math.min(Integer.MAX_VALUE, taken.toMillis())));
    }

    private void add(Step step, Tally more) {
        counted.merge(step, more, Tally::with);
    }

    /** All that was counted since the Monday of this week, those of this instance to the last. */
    public List<Taken> since(Connection connection, LocalDate week) throws SQLException {
        store(connection);
        return READ.with("from", week.toString())
                .list(
                        connection,
                        row -> new Taken(
                                row.date("week"),
                                row.constant(NoInForce.Way.class, "way"),
                                Duration.ofMillis(row.integer("millis")),
                                row.number("n"),
                                Duration.ofMillis(row.integer("slowest"))));
    }

    @Scheduled(every = "{askfirst.upkeep.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void store() {
        if (nothing()) return;
        try (var connection = dataSource.getConnection()) {
            store(connection);
        } catch (SQLException e) {
            LOG.debugf("how long noes took is counted later: %s", e.getMessage());
        }
    }

    void end(@Observes ShutdownEvent event) {
        store();
    }

    private void store(Connection connection) throws SQLException {
        var taken = take();
        if (taken.isEmpty()) return;
        try {
            write(connection, taken);
        } catch (SQLException e) {
            giveBack(taken);
            throw e;
        }
    }

    private void write(Connection connection, Map<Step, Tally> taken) throws SQLException {
        var ways = new ArrayList<String>();
        var millis = new ArrayList<Integer>();
        taken.keySet().forEach(step -> {
            ways.add(Json.text(step.way()));
            millis.add(step.millis());
        });
        Sql.of(ADD.formatted(clock.now()))
                .with("ways", ways)
                .with("millis", millis)
                .with("n", taken.values().stream().map(Tally::n).toList())
                .with("slowest", taken.values().stream().map(Tally::slowest).toList())
                .update(connection);
    }

    private synchronized boolean nothing() {
        return counted.isEmpty();
    }

    private synchronized Map<Step, Tally> take() {
        var taken = counted;
        counted = empty();
        return taken;
    }

    private synchronized void giveBack(Map<Step, Tally> taken) {
        taken.forEach(this::add);
    }

    /** In one order everywhere, so that no two instances wait for each other. */
    private static Map<Step, Tally> empty() {
        return new TreeMap<>(
                Comparator.comparing((Step it) -> Json.text(it.way())).thenComparing(Step::millis));
    }

    static int step(Duration taken) {
        var millis = taken.toNanos() / 1_000_000.0;
        return STEPS.stream().filter(it -> millis <= it).findFirst().orElse(Integer.MAX_VALUE);
    }

    private static List<Integer> steps() {
        var steps = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 8));
        for (var ten = 10; ten <= 10_000; ten *= 10) {
            for (var tenths : List.of(10, 12, 15, 20, 25, 30, 40, 50, 60, 80)) steps.add(ten * tenths / 10);
        }
        return List.copyOf(steps);
    }
}
