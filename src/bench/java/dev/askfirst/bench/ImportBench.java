package dev.askfirst.bench;

import dev.askfirst.platform.LocalTokens;
import dev.askfirst.platform.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How fast a long list of hashes is imported, and imported again, by a service with a small heap: run by
 * {@code BENCH=ImportBench ./askfirst bench}.
 */
public final class ImportBench {

    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final List<String> OPTIONS = List.of(
            "-Xmx256m", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow");
    private static final String LIST = "/v1/imports?kind=suppressions&hash=sha256&form=email-lower&reason=do_not_call"
            + "&at=2024-01-01T00:00:00Z&source=list.csv";

    private final Service service;
    private final String token;

    private ImportBench(Service service) {
        this.service = service;
        this.token = LocalTokens.issue(
                service.data().resolve("keys"), "admin", Optional.empty(), Optional.empty(), Duration.ofHours(1));
    }

    public static void main(String... arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var work = Files.createTempDirectory(Files.createDirectories(home.resolve("target/bench")), "imports");
        var warm = list(work.resolve("warm.csv"), "warm", ROWS / 5);
        var list = list(work.resolve("list.csv"), "list", ROWS);
        var jar = home.resolve("target/bench/quarkus-app/quarkus-run.jar");
        try (var service = Service.start(jar, work.resolve("data"), 18081, OPTIONS)) {
            var bench = new ImportBench(service);
            bench.send("warm-up", warm, ROWS / 5);
            bench.send("first import", list, ROWS);
            bench.send("the same again", list, ROWS);
        }
    }

    private void send(String name, Path file, int rows) throws IOException, InterruptedException {
        var busy = cpu(service.pid());
        var busyDatabase = cpu(service.postmaster().pid());
        var started = System.nanoTime();
        var summary = upload(file);
        var seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%s: %.0f rows/s; processor time per row: service %.1f µs, database %.1f µs; %s%n",
                name,
                rows / seconds,
                (cpu(service.pid()) - busy) * 1e6 / rows,
                (cpu(service.postmaster().pid()) - busyDatabase) * 1e6 / rows,
                summary);
    }

    private String upload(Path file) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + LIST))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            var lines = client.send(request, HttpResponse.BodyHandlers.ofLines());
            return lines.body().reduce("", (_, line) -> line);
        }
    }

    /** Seconds a process and those it started have computed, those that have ended included. */
    private static double cpu(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(process), process.children())
                .mapToDouble(
                        it -> it.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
                .sum();
    }

    private static Path list(Path file, String name, int rows) throws IOException {
        try (var lines = Files.newBufferedWriter(file)) {
            lines.write("contact\n");
            for (var i = 0; i < rows; i++) {
                lines.write(HexFormat.of().formatHex(Sha256.of("%s%d@bench.example".formatted(name, i))) + "\n");
            }
        }
        return file;
    }
}
