package dev.askfirst.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The benchmark: the bare framework, a straightforward version and ours, in one service on one database, and beside it the
 * build before with a database of its own; interleaved, warm, medians of several rounds. Rates on a shared machine are worth
 * little alone; the ratios are what is claimed.
 */
public final class Bench {

    static final int BATCH = 500;

    private static final int PEOPLE = Integer.getInteger("bench.people", 100_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 45));
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final List<String> questions = questions();
    private final Build build;
    private final Optional<Build> before;
    private final Load singles;
    private final Side bare;
    private final Side token;
    private final Side plain;
    private final Side plainFew;
    private final Asked ours;
    private final Optional<Asked> theirs;

    private Bench(Build build, Optional<Build> before) {
        this.build = build;
        this.before = before;
        var straightforward = build.load("/bench/plain", questions);
        this.singles = build.load("/v1/decisions", questions);
        this.bare = new Side("bare framework", build, build.open("/bench/bare", questions)::closed, 64, 1);
        this.token = new Side(
                "bare framework with a token", build, build.load("/bench/bare/token", questions)::closed, 64, 1);
        this.plain = new Side("straightforward", build, straightforward::closed, 64, 1);
        this.plainFew = new Side("straightforward", build, straightforward::closed, 8, 1);
        this.ours = Asked.of("askfirst", build, questions, singles);
        this.theirs = before.map(it -> Asked.of("build before", it, questions, it.load("/v1/decisions", questions)));
    }

    /** With the folder of the project, and the build before if there is one. */
    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = home.resolve("target/bench/run");
        delete(work);
        Files.createDirectories(work);
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var build = Build.start(jar, work.resolve("now"), 18080)) {
            var report = arguments.length < 2
                    ? new Bench(build, Optional.empty()).run()
                    : besides(build, Path.of(arguments[1]), work.resolve("before"));
            System.out.println(report);
            Report.write(home.resolve("docs/performance.md"), report);
        }
    }

    private static String besides(Build build, Path jar, Path work) throws Exception {
        try (var before = Build.start(jar, work, 18084)) {
            return new Bench(build, Optional.of(before)).run();
        }
    }

    private String run() throws Exception {
        say("seeding %d people", PEOPLE);
        build.seed(PEOPLE);
        if (before.isPresent()) before.get().seed(PEOPLE);
        warm();
        var stolen = Machine.stolen();
        var started = System.nanoTime();
        for (var round = 1; round <= ROUNDS; round++) {
            for (var side : turns()) {
                var rate = side.measure(SETTLE, RUN);
                say("round %d: %s, %d connections: %.0f/s", round, side.name(), side.connections(), rate);
            }
        }
        var steal = (Machine.stolen() - stolen) * 1e9 / (System.nanoTime() - started);
        var earlier = earlier();
        var saturation = ours.many().rate();
        var tail = tail(saturation);
        var now = new Figures.Measured(ours, grown(ours, build));
        return new Figures(bare, token, plain, plainFew, now, earlier, tail, saturation).text() + settings(steal);
    }

    /** What the build before came to; it is stopped then, so that what it still has to count delays nobody. */
    private Optional<Figures.Measured> earlier() throws Exception {
        if (before.isEmpty()) return Optional.empty();
        var asked = theirs.orElseThrow();
        try (var ended = before.get()) {
            return Optional.of(new Figures.Measured(asked, grown(asked, ended)));
        }
    }

    /** Latencies at half of saturation, right after batches, while what they leave is counted and followed. */
    private Load.Result tail(double saturation) throws IOException {
        say("latency at half of saturation");
        ours.batches().warm(RUN);
        singles.open(64, saturation / 2, SETTLE);
        return singles.open(64, saturation / 2, RUN.multipliedBy(2));
    }

    /** What is alike is asked one after the other, the build before first. */
    private List<Side> turns() {
        var turns = new ArrayList<>(List.of(bare, plain));
        theirs.ifPresent(it -> turns.add(it.many()));
        turns.addAll(List.of(ours.many(), plainFew));
        theirs.ifPresent(it -> turns.add(it.few()));
        turns.add(ours.few());
        theirs.ifPresent(it -> turns.add(it.batches()));
        turns.add(ours.batches());
        theirs.ifPresent(it -> turns.add(it.streams()));
        turns.addAll(List.of(ours.streams(), token));
        return turns;
    }

    /** Those of 8 connections are warm already; bulk goes through the same lanes, and leaves much to count. */
    private void warm() throws IOException {
        for (var side : turns()) {
            say("warming up: %s, %d connections", side.name(), side.connections());
            side.warm(
                    switch (side.connections()) {
                        case 8 -> SETTLE;
                        case 64 -> WARM;
                        default -> WARM.dividedBy(3);
                    });
        }
    }

    private static Build.Held grown(Asked asked, Build build) throws Exception {
        say("waiting until what was recorded is counted: %s", asked.many().name());
        var grown = build.grown();
        if (grown.entries() < asked.answered()) {
            throw new IOException(
                    "%,d decisions were answered and %,.0f are on record".formatted(asked.answered(), grown.entries()));
        }
        return grown;
    }

    private String settings(double steal) throws IOException {
        return String.format(
                Locale.ROOT,
                "%nSettings: %s; generator, service and database share the processors. JDK %s, %s. PostgreSQL 18 with "
                        + "fsync, synchronous_commit and full_page_writes on, shared_buffers an eighth of the memory. %,d people with two "
                        + "grants each, three in ten withdrawn. Warmed up %d s each (bulk a third of it), median of %d rounds of %d s, "
                        + "interleaved. Stolen time %.2f of a processor, fdatasync of 8 KiB %.2f ms (median).%n",
                Machine.describe(),
                System.getProperty("java.version"),
                Build.options(),
                PEOPLE,
                WARM.toSeconds(),
                ROUNDS,
                RUN.toSeconds(),
                steal,
                Machine.fsync(build.data()));
    }

    static List<String> questions() {
        var random = new Random(1);
        return IntStream.range(0, 50_000)
                .mapToObj(_ -> question(random.nextInt(PEOPLE)))
                .toList();
    }

    static String question(int person) {
        return """
                {"to":"mailto:person%d@bench.example","channel":"email","topic":"offers.shoes",\
                "message":{"authorship":"automated","campaign":"spring"}}""".formatted(person);
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
