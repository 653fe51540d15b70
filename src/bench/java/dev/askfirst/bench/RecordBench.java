package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What sealing, and what follows the sealed record, costs the rate of decisions and how far it lags behind at the top rate, then how fast the record is exported
 * and verified with small heaps: run by {@code BENCH=RecordBench ./askfirst bench -Dbench.rows=2000000}.
 */
public final class RecordBench {

    private static final long ROWS = Long.getLong("bench.rows", 2_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 30));
    private static final List<String> OPTIONS = List.of(
            "-Xmx512m", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow");
    private static final List<String> SMALL = List.of("-Xmx192m", "-XX:+UseCompactObjectHeaders");

    // Another instance has the lease, as far as this one knows, and never seals.
    private static final String TAKE =
            "update sealer set epoch = epoch + 1, until = clock_timestamp() + interval '1 h'";
    private static final String GIVE = "update sealer set until = '-infinity'";

    private static final String LAG = """
            select coalesce(extract(epoch from clock_timestamp()
                - uuid_extract_timestamp((select page_id from page where first_leaf is null order by page_id limit 1))), 0)""";

    private final Service service;
    private final Connection owner;
    private final Path home;
    private final Path work;

    private RecordBench(Service service, Connection owner, Path home, Path work) {
        this.service = service;
        this.owner = owner;
        this.home = home;
        this.work = work;
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "record");
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var service = Service.start(jar, work.resolve("data"), 18083, OPTIONS);
                var owner = SearchBench.owner(service.data())) {
            var bench = new RecordBench(service, owner, home, work);
            bench.seed();
            bench.seal();
            bench.takeAway();
        }
    }

    private void seed() throws IOException, InterruptedException {
        service.post("/v1/imports?kind=grants", token("admin"), "application/x-ndjson", Bench.grants());
        service.post("/v1/imports?kind=withdrawals", token("admin"), "application/x-ndjson", Bench.withdrawals());
    }

    private String token(String role) {
        var sender = role.equals("sender") ? Optional.of("acme-mailer") : Optional.<String>empty();
        return LocalTokens.issue(service.data().resolve("keys"), role, sender, Optional.empty(), Duration.ofHours(4));
    }

    private void seal() throws Exception {
        var questions = Bench.questions();
        var singles = load("/v1/decisions", questions);
        var batches = load("/v1/decisions/batch", Bench.batches(questions));
        singles.closed(64, WARM);
        var sealed = new double[ROUNDS];
        var bare = new double[ROUNDS];
        var lag = 0.0;
        for (var round = 0; round < ROUNDS; round++) {
            try (var watch = new Watch()) {
                sealed[round] = singles.closed(64, RUN).rate();
                lag = Math.max(lag, watch.most());
            }
            execute(TAKE);
            bare[round] = singles.closed(64, RUN).rate();
            execute(GIVE);
            awaitSealed();
            say("round %d: %,.0f/s sealed, %,.0f/s not sealed", round + 1, sealed[round], bare[round]);
        }
        Arrays.sort(sealed);
        Arrays.sort(bare);
        say(
                "64 callers: %,.0f decisions/s while sealed, %,.0f while not: sealing, and what follows the sealed record, costs %.1f %%; longest wait for a seal %.1f s",
                sealed[ROUNDS / 2], bare[ROUNDS / 2], 100 - 100 * sealed[ROUNDS / 2] / bare[ROUNDS / 2], lag);
        try (var watch = new Watch()) {
            var rate = batches.closed(4, WARM).rate() * 500;
            say("batches: %,.0f decisions/s while sealed; longest wait for a seal %.1f s", rate, watch.most());
        }
        while (entries() < ROWS) batches.closed(4, Duration.ofSeconds(5));
        awaitSealed();
    }

    private void takeAway() throws Exception {
        var resident = resident(service.pid());
        var out = work.resolve("out");
        var export = askfirst(
                "export",
                "--out",
                out.toString(),
                "--url",
                "http://127.0.0.1:" + service.port(),
                "--token",
                token("compliance"));
        say(
                "export: %,d entries, %,.0f rows/s; the service then held %d MB, %d before",
                entries(), entries() / export, resident(service.pid()), resident);
        var verify = askfirst(
                "verify", out.toString(), "--key", service.get("/log/key").strip());
        say("verify: %,.0f entries/s with %s", entries() / verify, SMALL.getFirst());
    }

    private double askfirst(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(SMALL);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.askfirst.cli.Askfirst"));
        command.addAll(List.of(arguments));
        var started = System.nanoTime();
        var exit = new ProcessBuilder(command)
                .directory(home.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) throw new IOException(arguments[0] + " ended with " + exit);
        return (System.nanoTime() - started) / 1e9;
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(it -> it.startsWith("VmRSS"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private Load load(String path, List<String> bodies) {
        var sender = token("sender");
        return new Load(
                service.port(),
                bodies.stream().map(body -> Load.post(path, sender, body)).toList());
    }

    /** How long the entry that waits longest for its seal has waited, looked at five times a second. */
    private final class Watch implements AutoCloseable {
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile double most;
        private final Thread thread = Thread.ofPlatform().start(this::look);

        private void look() {
            try {
                while (!over.get()) {
                    most = Math.max(most, number(LAG));
                    Thread.sleep(200);
                }
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        double most() {
            return most;
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            thread.join();
        }
    }

    private void awaitSealed() throws SQLException, InterruptedException {
        while (number(LAG) > 0) Thread.sleep(100);
    }

    private long entries() throws SQLException {
        return (long) number("select size from sealer where id = 1");
    }

    private double number(String sql) throws SQLException {
        synchronized (owner) {
            try (var statement = owner.createStatement()) {
                var row = statement.executeQuery(sql);
                row.next();
                return row.getDouble(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        synchronized (owner) {
            try (var statement = owner.createStatement()) {
                statement.executeUpdate(sql);
            }
        }
    }

    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }
}
