package dev.askfirst.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Over HTTP/1.1 connections that stay open. */
final class HttpTransport implements Transport {

    private final HttpClient http;
    private final String url;
    private final Supplier<String> token;

    HttpTransport(HttpClient http, String url, Supplier<String> token) {
        this.http = http;
        this.url = url.replaceAll("/+$", "");
        this.token = token;
    }

    @Override
    public Reply post(String path, Map<String, String> headers, String body, Duration most)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(most)
                .header("Authorization", "Bearer " + token.get())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(reply.statusCode(), wait(reply), reply.body());
    }

    private static Optional<Duration> wait(HttpResponse<?> reply) {
        return reply.headers()
                .firstValue("Retry-After")
                .filter(it -> it.matches("\\d{1,6}"))
                .map(it -> Duration.ofSeconds(Long.parseLong(it)));
    }
}
