package dev.askfirst.outbound.webhook;

import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sends requests to where the catalog leads, by the rules of webhooks: over TLS and to public addresses alone, each time
 * looked up anew, but for what the operator allows; no redirect is followed.
 */
@ApplicationScoped
public class GuardedRequests {

    /** One request; {@code url} is whole, with its values escaped. */
    public record Request(String method, String url, Map<String, String> headers, byte[] body) {

        /** As it stands in the request's header of that name. */
        public String host() {
            var at = URI.create(url);
            return at.getPort() < 0 || at.getPort() == (Target.isSecure(at) ? 443 : 80)
                    ? at.getHost()
                    : at.getHost() + ":" + at.getPort();
        }

        @Override
        public String toString() {
            return method + " to " + host();
        }
    }

    /**
     * What came back.
     *
     * @param retryAfter the header of that name
     * @param body no more than the first 64 KiB or so
     */
    public record Reply(int status, Optional<String> retryAfter, byte[] body) {}

    private final Targets targets;
    private final PinnedHttpClient client;

    GuardedRequests(Targets targets, PinnedHttpClient client) {
        this.targets = targets;
        this.client = client;
    }

    /**
     * The reply, within this time.
     *
     * @param attempt which one it is: a later one may go to another address of the same host
     * @throws IOException if there is none, or if the host may not be reached
     */
    public Reply send(Request request, int attempt, Duration patience) throws IOException {
        var end = System.nanoTime() + patience.toNanos();
        var target = targets.resolve(request.url(), attempt, patience)
                .orElseThrow(() -> new IOException("the host leads to no public address"));
        var left = Duration.ofMillis(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        var exchange =
                new PinnedHttpClient.Exchange(HttpMethod.valueOf(request.method()), request.headers(), request.body());
        var answer = client.exchange(target, exchange, left);
        return new Reply(answer.status(), Optional.ofNullable(answer.headers().get("Retry-After")), answer.body());
    }
}
