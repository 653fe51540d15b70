package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a question costs once there are many people and decisions, beside a service with few, asked in turns; then how long the
 * first questions after a start wait: run by {@code BENCH=GrowthBench ./askfirst bench -Dbench.people=5000000
 * -Dbench.rows=20000000}.
 */
public final class GrowthBench {

    private static final int FEW = Integer.getInteger("bench.few", 100_000);
    private static final int MANY = Integer.getInteger("bench.people", 1_000_000);
    private static final long ROWS = Long.getLong("bench.rows", 4_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 6));
    private static final int PIECE = 200_000;
    private static final int FIRST = 40;

    private GrowthBench() {}

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "growth");
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var small = Build.start(jar, work.resolve("small"), 18086)) {
            grants(small, 18086, FEW);
            try (var large = Build.start(jar, work.resolve("large"), 18088)) {
                grants(large, 18088, MANY);
                var end = Instant.now().minus(5, ChronoUnit.MINUTES);
                try (var owner = SearchBench.owner(large.data())) {
                    Past.fill(owner, ROWS, end.minus(90, ChronoUnit.DAYS), end);
                    try (var statement = owner.createStatement()) {
                        statement.execute("vacuum analyze");
                    }
                }
                compare(small, large);
            }
        }
        firstAnswers(jar, work.resolve("large"));
    }

    private static void compare(Build small, Build large) throws IOException {
        var one = Asked.of("few people", small, questions(FEW), small.load("/v1/decisions", questions(FEW)));
        var other = Asked.of("many people", large, questions(MANY), large.load("/v1/decisions", questions(MANY)));
        var turns = List.of(one.many(), other.many(), one.few(), other.few(), one.batches(), other.batches());
        for (var side : turns) side.warm(RUN.multipliedBy(3));
        for (var round = 1; round <= ROUNDS; round++) for (var side : turns) side.measure(Duration.ofSeconds(1), RUN);
        for (var side : turns)
            say(
                    "| %s | %d | %,.0f [%,.0f..%,.0f] | %.1f | %.1f | %.0f | %.0f |",
                    side.name(),
                    side.connections(),
                    side.rate(),
                    side.lowest(),
                    side.highest(),
                    side.p50(),
                    side.p99(),
                    side.serviceMicros(),
                    side.databaseMicros());
        for (var i = 0; i < turns.size(); i += 2)
            say(
                    "%d connections: %.2f of the rate with few people",
                    turns.get(i).connections(),
                    turns.get(i + 1).rate() / turns.get(i).rate());
    }

    /** From a start on, one after the other, about somebody else each time. */
    private static void firstAnswers(Path jar, Path folder) throws Exception {
        try (var large = Build.start(jar, folder, 18088);
                var client = HttpClient.newHttpClient()) {
            var token = token(large, "sender", Optional.of("acme-mailer"));
            var times = new ArrayList<Double>();
            for (var question : questions(MANY).subList(0, FIRST)) {
                var began = System.nanoTime();
                var reply = client.send(
                        request(18088, "/v1/decisions", token, "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(question))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (reply.statusCode() != 200) throw new IOException(reply.statusCode() + " " + reply.body());
                times.add((System.nanoTime() - began) / 1e6);
            }
            say("the first %d answers after a start took, in milliseconds: %s", FIRST, whole(times));
        }
    }

    private static String whole(List<Double> times) {
        return String.join(" ", times.stream().map("%.0f"::formatted).toList());
    }

    /** One yes for each, by imports. */
    private static void grants(Build build, int port, int people) throws Exception {
        var token = token(build, "admin", Optional.empty());
        var began = System.nanoTime();
        for (var from = 0; from < people; from += PIECE) {
            var first = from;
            var end = Math.min(from + PIECE, people);
            try (var client = HttpClient.newHttpClient()) {
                var reply = client.send(
                        request(port, "/v1/imports?kind=grants", token, "text/csv")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> rows(first, end)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                if (reply.statusCode() / 100 != 2) throw new IOException(reply.statusCode() + " " + reply.body());
            }
            if (from / PIECE % 5 == 4) say("%,d people in %.0f s", end, (System.nanoTime() - began) / 1e9);
        }
    }

    private static PipedInputStream rows(int from, int end) {
        try {
            var in = new PipedInputStream(1 << 16);
            var out = new PipedOutputStream(in);
            Thread.ofVirtual().start(() -> write(out, from, end));
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream to, int from, int end) {
        try (to) {
            to.write("contact,controller,topic,channel,at\n".getBytes(StandardCharsets.UTF_8));
            for (var n = from; n < end; n++)
                to.write("mailto:person%d@bench.example,acme,offers,email,2025-03-01T09:00:00Z\n"
                        .formatted(n)
                        .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> questions(int people) {
        var random = new Random(1);
        return IntStream.range(0, 50_000)
                .mapToObj(_ -> Bench.question(random.nextInt(people)))
                .toList();
    }

    private static HttpRequest.Builder request(int port, String path, String token, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type);
    }

    private static String token(Build build, String role, Optional<String> sender) {
        return LocalTokens.issue(build.data().resolve("keys"), role, sender, Optional.empty(), Duration.ofHours(4));
    }

    private static void say(String text, Object... values) {
        System.out.println(text.formatted(values));
    }
}
