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
    record Reply(long started, long ended, Optional<HttpResponse<String>> response) {
        int status() {
            return response.map(HttpResponse::statusCode).orElse(0);
        }

        String body() {
            return response.map(HttpResponse::body).orElse("");
        }

        Duration took() {
            return Duration.ofNanos(ended - started);
        }
    }

    private final HttpClient http;
    private final String base;

    Caller(TestCertificate certificate, int port) throws GeneralSecurityException, IOException {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.client())
                .build();
        this.base = "https://localhost:" + port;
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
            return new Reply(started, System.nanoTime(), Optional.of(response));
        } catch (IOException _) {
            return new Reply(started, System.nanoTime(), Optional.empty());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
