package dev.askfirst.platform.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where somebody else publishes keys; asked in bounded time, whatever answers there. */
public record KeySource(URI address) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 256 * 1024;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** Empty where the key is a file: that one is always there. */
    public static Optional<KeySource> at(String location) {
        if (location == null || !location.startsWith("http://") && !location.startsWith("https://")) {
            return Optional.empty();
        }
        return Optional.of(new KeySource(URI.create(location)));
    }

    /** What stands there now, a set of keys if all is well; waits three seconds at most. */
    public String fetch() throws IOException {
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        var reply = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(KeySource::text, task -> Thread.ofVirtual().start(task));
        return within(reply).orElseThrow(() -> new IOException("it does not answer with 200"));
    }

    private static Optional<String> text(HttpResponse<java.io.InputStream> reply) {
        try (var body = reply.body()) {
            if (reply.statusCode() != 200) return Optional.empty();
            return Optional.of(new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static <T> T within(CompletableFuture<T> reply) throws IOException {
        try {
            return reply.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            reply.cancel(true);
            throw new IOException("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
