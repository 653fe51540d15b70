package dev.askfirst.outside;

import dev.askfirst.platform.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;

/** Somebody outside, who reaches the service over TLS and waits for as long as it takes, so that it is seen how long. */
final class Caller {

    private static final Duration LONGEST = Duration.ofSeconds(100);

    /** A reply and how long it took; none where the connection broke. */
    record Reply(long started, long ended, Optional<Content> content) {
        int status() {
            return content.map(Content::status).orElse(0);
        }

        String body() {
            return content.map(Content::body).orElse("");
        }

        Duration took() {
            return Duration.ofNanos(ended - started);
        }
    }

    /** What was replied. */
    record Content(int status, String body) {}

    private final HttpClient http;
    private final String base;

    Caller(TestCertificate certificate, int port) throws GeneralSecurityException, IOException {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.client())
                .build();
        this.base = "https://localhost:" + port;
    }

    /** The address of the service. */
    String base() {
        return base;
    }

    Reply json(String path, String token, String body, String... headers) {
        return send(request(path, body, headers)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json"));
    }

    /** As a mail program sends it (RFC 8058). */
    Reply oneClick(String path) {
        return send(request(path, "List-Unsubscribe=One-Click")
                .header("Content-Type", "application/x-www-form-urlencoded"));
    }

    private HttpRequest.Builder request(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LONGEST)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Reply send(HttpRequest.Builder request) {
        var started = System.nanoTime();
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var content = new Content(response.statusCode(), response.body());
            return new Reply(started, System.nanoTime(), Optional.of(content));
        } catch (IOException _) {
            return new Reply(started, System.nanoTime(), Optional.empty());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
