package dev.askfirst.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How fast grants and a long list of hashes are imported, imported again, and told to subscribers, by a service with a
 * small heap: run by {@code BENCH=ImportBench ./askfirst bench}.
 */
public final class ImportBench {

    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final List<String> OPTIONS = List.of(
            "-Xmx" + Integer.getInteger("bench.heap", 512) + "m",
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=4m",
            "-XX:+UseCompactObjectHeaders",
            "--sun-misc-unsafe-memory-access=allow");
    private static final String GRANTS = "/v1/imports?kind=grants";
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
            bench.send("grants, warm-up", GRANTS, grants(work.resolve("g0.csv"), "warm", ROWS / 5), ROWS / 5);
            bench.send("grants", GRANTS, grants(work.resolve("g1.csv"), "list", ROWS), ROWS);
            bench.send("hashes, warm-up", LIST, warm, ROWS / 5);
            bench.send("hashes", LIST, list, ROWS);
            bench.send("the same hashes again", LIST, list, ROWS);
            bench.follow();
        }
    }

    private void send(String name, String path, Path file, int rows) throws IOException, InterruptedException {
        var busy = cpu(service.pid());
        var busyDatabase = cpu(service.postmaster().pid());
        var started = System.nanoTime();
        var summary = upload(path, file);
        var seconds = (System.nanoTime() - started) / 1e9;
        System.out.printf(
                "%s: %.0f rows/s; processor time per row: service %.1f µs, database %.1f µs; %s%n",
                name,
                rows / seconds,
                (cpu(service.pid()) - busy) * 1e6 / rows,
                (cpu(service.postmaster().pid()) - busyDatabase) * 1e6 / rows,
                summary);
    }

    private String upload(String path, Path file) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            var reply = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            return lastLine(reply.body());
        }
    }

    /** Looks at nothing else: who asks has the same processors as what is measured. */
    private static String lastLine(InputStream body) throws IOException {
        var piece = new byte[1 << 20];
        var end = new byte[0];
        for (var n = body.read(piece); n >= 0; n = body.read(piece)) {
            var both = new ByteArrayOutputStream();
            both.write(end);
            both.write(piece, 0, n);
            end = Arrays.copyOfRange(both.toByteArray(), Math.max(0, both.size() - 500), both.size());
        }
        var text = new String(end, StandardCharsets.UTF_8).strip();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    /** The whole feed, page by page. */
    private void follow() throws IOException, InterruptedException {
        var events = 0L;
        var started = System.nanoTime();
        try (var client = HttpClient.newHttpClient()) {
            for (var after = ""; after != null; ) {
                var page = page(client, after);
                events += page.get("events").size();
                after = page.get("more").booleanValue() ? page.get("next").textValue() : null;
            }
        }
        System.out.printf("events read: %.0f/s%n", events / ((System.nanoTime() - started) / 1e9));
    }

    private JsonNode page(HttpClient client, String after) throws IOException, InterruptedException {
        var path = "/v1/changes?limit=1000" + (after.isEmpty() ? "" : "&after=" + after);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return Json.MAPPER.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static Path grants(Path file, String name, int rows) throws IOException {
        try (var lines = Files.newBufferedWriter(file)) {
            lines.write("contact,controller,topic,channel,at,evidence.method,evidence.source,notice.id,notice.version,"
                    + "notice.language\n");
            for (var i = 0; i < rows; i++) {
                lines.write(
                        "mailto:%s%d@bench.example,acme,offers,email,2025-03-01T09:00:00Z,form,https://acme.example/join,"
                                        .formatted(name, i)
                                + "acme-marketing,1,en\n");
            }
        }
        return file;
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
