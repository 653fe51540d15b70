package dev.askfirst.platform.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** What is sent to two instances while their keys are rotated. */
final class RotationCalls {

    static final Duration LONG = Duration.ofSeconds(90);
    static final HttpClient HTTP = HttpClient.newHttpClient();

    private RotationCalls() {}

    static HttpResponse<String> post(int port, String path, String type, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LONG)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String grant(String contact) {
        return """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact);
    }

    static String newcomer() {
        return "mailto:" + UUID.randomUUID() + "@test.example";
    }
}
