package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Sends one file and follows its results: first the bytes that are sent, then the rows that are recorded. */
final class Upload {

    private static final int SHOWN = 10;

    private final Path file;
    private final URI address;
    private final String token;
    private final TreeMap<Long, JsonNode> rejected = new TreeMap<>();
    private Optional<JsonNode> summary = Optional.empty();

    Upload(Path file, URI address, String token) {
        this.file = file;
        this.address = address;
        this.token = token;
    }

    /** True if every row is recorded. */
    boolean run() throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var response = send(client, file, address, token);
            if (response.statusCode() != 200) throw refused(response);
            follow(response);
        } catch (ConnectException e) {
            throw new StartRefused("no service answers at " + address.resolve("/"));
        }
        var counts = summary.orElseThrow(
                () -> new StartRefused(
                        "the connection ended early. What was recorded stays; import the file again, which changes nothing twice"));
        System.err.printf(
                "%d rows: %d recorded, %d known already, %d rejected%n",
                counts.get("rows").asLong(),
                counts.get("created").asLong(),
                counts.get("unchanged").asLong(),
                counts.get("rejected").asLong());
        if (rejected.isEmpty()) return true;
        report();
        return false;
    }

    /** Sends a file with a progress bar, and gives the answer whatever it is. */
    static HttpResponse<InputStream> send(HttpClient client, Path file, URI address, String token)
            throws IOException, InterruptedException {
        try (var sent = bar("sending", " MB", Files.size(file), 1024 * 1024)) {
            var body = HttpRequest.BodyPublishers.ofInputStream(() -> counted(file, sent));
            var request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", isCsv(file) ? "text/csv" : "application/x-ndjson")
                    .POST(body)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        }
    }

    private void follow(HttpResponse<InputStream> response) throws IOException {
        var rows = response.headers().firstValueAsLong("Askfirst-Rows").orElse(-1);
        try (var recorded = bar("recording", " rows", rows, 1);
                var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var result = Json.MAPPER.readTree(line);
                if (result.has("summary")) {
                    summary = Optional.of(result.get("summary"));
                } else {
                    recorded.step();
                    if (result.get("status").asText().equals("rejected")) {
                        rejected.put(result.get("line").asLong(), result.get("error"));
                    }
                }
            }
        }
    }

    private void report() throws IOException {
        rejected.entrySet().stream()
                .limit(SHOWN)
                .forEach(it -> System.err.printf(
                        "  line %d: %s%n",
                        it.getKey(), it.getValue().get("detail").asText()));
        if (rejected.size() > SHOWN) System.err.printf("  and %d more%n", rejected.size() - SHOWN);
        var written = new RejectedRows(file, isCsv(file)).write(rejected);
        System.err.println("rejected rows: " + written.rows() + ", why: " + written.reasons());
    }

    private static boolean isCsv(Path file) {
        var name = file.getFileName().toString();
        return !name.endsWith(".ndjson") && !name.endsWith(".jsonl");
    }

    private static InputStream counted(Path file, ProgressBar sent) {
        try {
            return new FilterInputStream(Files.newInputStream(file)) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    var n = super.read(bytes, offset, length);
                    if (n > 0) sent.stepBy(n);
                    return n;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The error that the service returned. */
    static StartRefused refused(HttpResponse<InputStream> response) throws IOException {
        var problem = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        var detail = problem.startsWith("{")
                ? Json.MAPPER.readTree(problem).path("detail").asText()
                : problem;
        return new StartRefused("refused with status %d: %s".formatted(response.statusCode(), detail));
    }

    static ProgressBar bar(String task, String unit, long most, long unitSize) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(most)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .showSpeed()
                .build();
    }
}
