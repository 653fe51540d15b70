package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A day in half an hour: {@code BENCH=SoakBench ./askfirst bench -Dbench.minutes=30 -Dbench.rate=2000}. What happens once an hour
 * or a day happens 48 times as often, and what is kept for hours is kept for minutes. Questions come at a steady rate; beside
 * them people say yes and no and are erased, lists are imported and the record is exported. What may not grow is looked at
 * every minute.
 */
public final class SoakBench {

    private static final int MINUTES = Integer.getInteger("bench.minutes", 30);
    private static final int RATE = Integer.getInteger("bench.rate", 2000);
    private static final double HOURS_A_MINUTE = 0.8;
    private static final int PORT = 18090;
    private static final List<String> OPTIONS = List.of(
            "-Xms256m",
            "-Xmx512m",
            "-XX:+UseG1GC",
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow",
            "-Daskfirst.retention.every=75s",
            "-Daskfirst.retention.delayed=10s",
            "-Daskfirst.tidying.every=12s",
            "-Daskfirst.upkeep.delayed=1s",
            "-Daskfirst.replay.every=12s",
            "-Daskfirst.strangers.every=75s",
            "-Daskfirst.partitions.every=450s",
            "-Daskfirst.keep.idempotency=30m",
            "-Daskfirst.keep.probes=75s",
            "-Daskfirst.keep.changes=30m",
            "-Daskfirst.keep.deliveries=30m",
            "-Daskfirst.keep.unknown-recipients=30m",
            "-Daskfirst.keep.exports=10m");

    private static final String HEAD =
            "| hour | decisions | p99 ms | service MB | database MB | threads | files | connections | dead rows | of rows | bytes a decision "
                    + "| checkpoints | their fsync ms |";

    /** Rows that lie about, of all tables; what is appended only has none. */
    private static final String DEAD = "select coalesce(sum(n_dead_tup), 0) from pg_stat_user_tables";

    private static final String ROWS = "select coalesce(sum(n_live_tup), 0) from pg_stat_user_tables";
    private static final String CONNECTIONS =
            "select count(*) from pg_stat_activity where datname = current_database()";
    private static final String CHECKPOINTS = "select num_done from pg_stat_checkpointer";
    private static final String SYNCED = "select sync_time from pg_stat_checkpointer";
    private static final String BYTES = "select pg_database_size(current_database())";

    private final Service service;
    private final Connection owner;
    private final double bytes;
    private long decisions;

    private SoakBench(Service service, Connection owner) throws SQLException {
        this.service = service;
        this.owner = owner;
        this.bytes = number(BYTES);
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "soak");
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var service = Service.start(jar, work.resolve("data"), PORT, OPTIONS)) {
            service.post("/v1/imports?kind=grants", token(service, "admin"), "application/x-ndjson", Bench.grants());
            try (var owner = SearchBench.owner(service.data())) {
                new SoakBench(service, owner).run();
            }
        }
    }

    private void run() throws Exception {
        var sender = token(service, "sender");
        var questions = Bench.questions().stream()
                .map(it -> Load.post("/v1/decisions", sender, it))
                .toList();
        var load = new Load(PORT, questions);
        var all = new SoakPeople(service, token(service, "admin"));
        var people = Thread.ofVirtual().start(all);
        say(HEAD);
        for (var minute = 1; minute <= MINUTES; minute++) {
            var result = load.open(64, RATE, Duration.ofMinutes(1));
            if (result.failed() > 0) throw new IOException(result.failed() + " answers were not 200");
            if (!people.isAlive()) throw new IOException("nobody speaks any more: see above");
            decisions += result.answered();
            print(minute, result.latencies().getValueAtPercentile(99) / 1000.0);
        }
        people.interrupt();
        say("acts that had no answer and were sent again: %d", all.again());
    }

    private void print(int minute, double p99) throws IOException, SQLException {
        var pid = service.pid();
        var database = 0.0;
        for (var it : pids()) database += memory(it, "Pss");
        say(
                "| %.1f | %,d | %.1f | %.0f | %.0f | %d | %d | %.0f | %,.0f | %,.0f | %.0f | %.0f | %,.0f |",
                minute * HOURS_A_MINUTE,
                decisions,
                p99,
                memory(pid, "Rss"),
                database,
                count(Path.of("/proc", Long.toString(pid), "task")),
                count(Path.of("/proc", Long.toString(pid), "fd")),
                number(CONNECTIONS),
                number(DEAD),
                number(ROWS),
                (number(BYTES) - bytes) / decisions,
                number(CHECKPOINTS),
                number(SYNCED));
    }

    private List<Long> pids() throws IOException {
        var all = new ArrayList<Long>();
        all.add(service.postmaster().pid());
        service.postmaster().descendants().forEach(it -> all.add(it.pid()));
        return all;
    }

    /** Megabytes; of what several share, each has its part. Nothing of a process that has ended. */
    private static double memory(long pid, String what) {
        try {
            for (var line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")))
                if (line.startsWith(what + ":")) return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
        } catch (IOException _) {
            // It has ended meanwhile.
        }
        return 0;
    }

    private static long count(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private double number(String sql) throws SQLException {
        try (var statement = owner.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    static String token(Service service, String role) {
        var sender = role.equals("sender") ? Optional.of("acme-mailer") : Optional.<String>empty();
        return LocalTokens.issue(service.data().resolve("keys"), role, sender, Optional.empty(), Duration.ofHours(4));
    }

    private static void say(String text, Object... values) {
        System.out.println(text.formatted(values));
    }
}
