package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The benchmark: the bare framework, a straightforward version and ours, in one service on one database, interleaved,
 * warm, medians of several rounds. Rates on a shared machine are worth little alone; the ratios are what is claimed.
 */
public final class Bench {

    private static final int PEOPLE = Integer.getInteger("bench.people", 100_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 45));
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final int BATCH = 500;
    private static final List<String> OPTIONS = List.of(
            "-Xms1g",
            "-Xmx1g",
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=4m",
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow");

    /** One thing measured: where it is asked, by how many, and how many questions one request holds. */
    private record Side(String name, Load load, int connections, int questions) {}

    /** One run of one side. */
    private record Sample(double rate, double p50, double p99, double jvmMicros, double postgresMicros) {}

    private final Service service;
    private final Map<Side, List<Sample>> samples = new LinkedHashMap<>();

    private Bench(Service service) {
        this.service = service;
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = home.resolve("target/bench/run");
        delete(work);
        Files.createDirectories(work);
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var service = Service.start(jar, work.resolve("data"), 18080, OPTIONS)) {
            var report = new Bench(service).run();
            System.out.println(report);
            Report.write(home.resolve("docs/performance.md"), report);
        }
    }

    private String run() throws Exception {
        var keys = service.data().resolve("keys");
        var admin = LocalTokens.issue(keys, "admin", Optional.empty(), Optional.empty(), Duration.ofHours(4));
        var sender =
                LocalTokens.issue(keys, "sender", Optional.of("acme-mailer"), Optional.empty(), Duration.ofHours(4));
        say("seeding %d people", PEOPLE);
        service.post("/v1/imports?kind=grants", admin, "application/x-ndjson", grants());
        service.post("/v1/imports?kind=withdrawals", admin, "application/x-ndjson", withdrawals());
        service.post("/bench/seed?people=" + PEOPLE, admin, "application/json", "{}");

        var questions = questions();
        var bare = load("/bench/bare", "", questions);
        var callers = load("/bench/bare/token", sender, questions);
        var plain = load("/bench/plain", sender, questions);
        var ours = load("/v1/decisions", sender, questions);
        var batches = load("/v1/decisions/batch", sender, batches(questions));
        var sides = List.of(
                new Side("bare framework", bare, 64, 1),
                new Side("straightforward", plain, 64, 1),
                new Side("askfirst", ours, 64, 1),
                new Side("straightforward", plain, 8, 1),
                new Side("askfirst", ours, 8, 1),
                new Side("askfirst, batches of " + BATCH, batches, 4, BATCH),
                new Side("bare framework with a token", callers, 64, 1));
        for (var side : sides) {
            say("warming up: %s", side.name());
            side.load().closed(side.connections(), side.connections() == 8 ? SETTLE : WARM);
            samples.put(side, new ArrayList<>());
        }
        var stolen = Machine.stolen();
        var started = System.nanoTime();
        for (var round = 1; round <= ROUNDS; round++) {
            for (var side : sides) {
                samples.get(side).add(sample(side));
                var last = samples.get(side).getLast();
                say("round %d: %s, %d connections: %.0f/s", round, side.name(), side.connections(), last.rate());
            }
        }
        var steal = (Machine.stolen() - stolen) * 1e9 / (System.nanoTime() - started);
        var saturation = median(sides.get(2), Sample::rate);
        say("latency at half of saturation");
        ours.open(64, saturation / 2, SETTLE);
        var open = ours.open(64, saturation / 2, RUN.multipliedBy(2));
        return report(sides, open, saturation, steal);
    }

    private Sample sample(Side side) throws IOException {
        side.load().closed(side.connections(), SETTLE);
        var jvm = Machine.seconds(service.pid());
        var postgres = Machine.secondsWithChildren(service.postmaster());
        var result = side.load().closed(side.connections(), RUN);
        if (result.failed() > 0) throw new IOException(side.name() + ": " + result.failed() + " answers were not 200");
        var questions = result.answered() * side.questions();
        return new Sample(
                result.rate() * side.questions(),
                result.latencies().getValueAtPercentile(50) / 1000.0,
                result.latencies().getValueAtPercentile(99) / 1000.0,
                (Machine.seconds(service.pid()) - jvm) * 1e6 / questions,
                (Machine.secondsWithChildren(service.postmaster()) - postgres) * 1e6 / questions);
    }

    private String report(List<Side> sides, Load.Result open, double saturation, double steal) throws IOException {
        var text = new StringBuilder();
        text.append("| what | connections | decisions/s | p50 ms | p99 ms | service µs | database µs |\n");
        text.append("|---|---:|---:|---:|---:|---:|---:|\n");
        for (var side : sides) {
            var rates = samples.get(side).stream()
                    .mapToDouble(Sample::rate)
                    .sorted()
                    .toArray();
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %,.0f [%,.0f..%,.0f] | %.1f | %.1f | %.0f | %.0f |%n",
                    side.name(),
                    side.connections(),
                    median(side, Sample::rate),
                    rates[0],
                    rates[rates.length - 1],
                    median(side, Sample::p50),
                    median(side, Sample::p99),
                    median(side, Sample::jvmMicros),
                    median(side, Sample::postgresMicros)));
        }
        text.append('\n').append("| ratio, within this run | value |\n|---|---:|\n");
        ratio(text, "askfirst to bare framework, 64 connections", sides.get(2), sides.get(0));
        ratio(text, "askfirst to bare framework with a token, 64 connections", sides.get(2), sides.get(6));
        ratio(text, "askfirst to straightforward, 64 connections", sides.get(2), sides.get(1));
        ratio(text, "askfirst to straightforward, 8 connections", sides.get(4), sides.get(3));
        ratio(text, "batches of 500 to straightforward, 64 connections", sides.get(5), sides.get(1));
        text.append(String.format(
                Locale.ROOT,
                "%nLatency at half of saturation (%,.0f/s offered, from the intended start, open loop): "
                        + "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms.%n",
                saturation / 2,
                open.latencies().getValueAtPercentile(50) / 1000.0,
                open.latencies().getValueAtPercentile(99) / 1000.0,
                open.latencies().getValueAtPercentile(99.9) / 1000.0));
        text.append(String.format(
                Locale.ROOT,
                "%nSettings: %s; generator, service and database share the processors. JDK %s, %s. PostgreSQL 18 with "
                        + "fsync, synchronous_commit and full_page_writes on, shared_buffers an eighth of the memory. %,d people with two "
                        + "grants each, three in ten withdrawn. Warmed up %d s each, median of %d rounds of %d s, "
                        + "interleaved. Stolen time %.2f of a processor, fdatasync of 8 KiB %.2f ms (median).%n",
                Machine.describe(),
                System.getProperty("java.version"),
                String.join(" ", OPTIONS),
                PEOPLE,
                WARM.toSeconds(),
                ROUNDS,
                RUN.toSeconds(),
                steal,
                Machine.fsync(service.data())));
        return text.toString();
    }

    private void ratio(StringBuilder text, String name, Side one, Side other) {
        text.append(String.format(
                Locale.ROOT, "| %s | %.2f |%n", name, median(one, Sample::rate) / median(other, Sample::rate)));
    }

    private double median(Side side, java.util.function.ToDoubleFunction<Sample> of) {
        var values = samples.get(side).stream().mapToDouble(of).sorted().toArray();
        return values[values.length / 2];
    }

    private Load load(String path, String token, List<String> bodies) {
        return new Load(
                service.port(),
                bodies.stream().map(body -> Load.post(path, token, body)).toList());
    }

    static List<String> questions() {
        var random = new Random(1);
        return IntStream.range(0, 50_000)
                .mapToObj(_ -> """
                        {"to":"mailto:person%d@bench.example","channel":"email","topic":"offers.shoes",\
                        "message":{"authorship":"automated","campaign":"spring"}}""".formatted(random.nextInt(PEOPLE)))
                .toList();
    }

    static List<String> batches(List<String> questions) {
        return IntStream.range(0, questions.size() / BATCH)
                .mapToObj(i -> questions.subList(i * BATCH, (i + 1) * BATCH).stream()
                        .collect(Collectors.joining(",", "{\"questions\":[", "]}")))
                .toList();
    }

    static String grants() {
        var rows = new StringBuilder();
        for (var n = 0; n < PEOPLE; n++) {
            for (var topic : List.of("offers", "events")) {
                rows.append("""
                        {"contact":"mailto:person%d@bench.example","controller":"acme","topic":"%s","channel":"email",\
                        "at":"2025-01-01T00:00:00Z"}
                        """.formatted(n, topic));
            }
        }
        return rows.toString();
    }

    static String withdrawals() {
        var rows = new StringBuilder();
        for (var n = 0; n < PEOPLE; n++) {
            if (n % 10 < 7) continue;
            rows.append("""
                    {"contact":"mailto:person%d@bench.example","controller":"acme","topic":"offers","channel":"email",\
                    "at":"2025-06-01T00:00:00Z"}
                    """.formatted(n));
        }
        return rows.toString();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void say(String format, Object... values) {
        System.err.println("bench: " + String.format(Locale.ROOT, format, values));
    }
}
