package dev.askfirst.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The service as a command of ours calls it. What it refuses, and that it cannot be reached, is a {@link StartRefused}. */
final class ServiceClient implements AutoCloseable {

    /** For a small body: senders that may ask little wait long for their turn. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final String url;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ServiceClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    URI address(String path) {
        return URI.create(url + path);
    }

    /** Sends a file with a progress bar; the reply's status is this one. */
    HttpResponse<InputStream> send(Path file, String path, int expected) throws IOException, InterruptedException {
        try (var sent = Bar.of("sending", Files.size(file), Bar.MEGABYTES)) {
            var body = HttpRequest.BodyPublishers.ofInputStream(() -> counted(file, sent));
            return call(
                    to(path).header("Content-Type", isCsv(file) ? "text/csv" : "application/x-ndjson")
                            .POST(body),
                    expected);
        }
    }

    /**
     * Sends a small body; its reply, whole.
     *
     * @param key says that it is the same, if it is sent again
     * @return fails with an {@link IOException}, or because there is none in time, if it can be tried again, with a {@link StartRefused} if that is of no use
     */
    CompletableFuture<byte[]> post(String path, String type, String key, byte[] body) {
        var request = to(path).header("Content-Type", type)
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var sent = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS);
        return sent.thenCompose(reply -> {
            if (reply.statusCode() == 200) return CompletableFuture.completedFuture(reply.body());
            var said = "status %d: %s"
                    .formatted(reply.statusCode(), why(new String(reply.body(), StandardCharsets.UTF_8)));
            return CompletableFuture.failedFuture(
                    reply.statusCode() == 429 || reply.statusCode() >= 500
                            ? new IOException(said)
                            : new StartRefused("refused with " + said));
        });
    }

    /** Orders what is worked on in the background; its id. */
    String order(String path, String json) throws IOException, InterruptedException {
        var order = to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
        return json(call(order, 202)).get("id").textValue();
    }

    /**
     * Waits with a progress bar for what is worked on in the background.
     *
     * @param all the member that says how many there are to do
     * @return how it ended: {@code state} is neither waiting nor running
     */
    JsonNode end(String path, String task, String all, String unit) throws IOException, InterruptedException {
        try (var bar = Bar.of(task, -1, unit)) {
            while (true) {
                var status = json(call(to(path), 200));
                bar.steps(Math.max(1, status.get(all).asLong()));
                bar.stepTo(status.get("done").asLong());
                if (!List.of("waiting", "running").contains(status.get("state").textValue())) return status;
                Thread.sleep(BETWEEN);
            }
        }
    }

    /** Whether there is anything; false if the service says that there is not. */
    boolean has(String path) throws IOException, InterruptedException {
        var reply = send(to(path));
        if (reply.statusCode() != 404) return !json(expecting(200, reply)).isNull();
        reply.body().close();
        return false;
    }

    /** The bytes there from this one on. */
    InputStream read(String path, long from) throws IOException, InterruptedException {
        var request = to(path);
        if (from > 0) request.header("Range", "bytes=" + from + "-");
        return call(request, from > 0 ? 206 : 200).body();
    }

    static boolean isCsv(Path file) {
        var name = file.getFileName().toString();
        return !name.endsWith(".ndjson") && !name.endsWith(".jsonl");
    }

    static JsonNode json(HttpResponse<InputStream> reply) throws IOException {
        try (var body = reply.body()) {
            return Json.MAPPER.readTree(body);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<InputStream> call(HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        return expecting(expected, send(request));
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException _) {
            throw new StartRefused("no service answers at " + address("/"));
        }
    }

    private static HttpResponse<InputStream> expecting(int status, HttpResponse<InputStream> reply) throws IOException {
        if (reply.statusCode() == status) return reply;
        throw new StartRefused("refused with status %d: %s".formatted(reply.statusCode(), why(reply)));
    }

    private static String why(HttpResponse<InputStream> reply) throws IOException {
        try (var body = reply.body()) {
            return why(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What the service says; or, as it stands, what something between us and it says. */
    private static String why(String text) {
        try {
            return Json.MAPPER.readTree(text).path("detail").asText(text);
        } catch (JacksonException _) {
            return text;
        }
    }

    private static InputStream counted(Path file, Bar sent) {
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
}
