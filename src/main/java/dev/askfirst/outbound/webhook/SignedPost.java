package dev.askfirst.outbound.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Posts JSON to where the operator's own settings lead, signed as webhooks are. Since no caller can choose the place, it may
 * lie inside, and be reached without TLS there.
 */
@ApplicationScoped
public class SignedPost {

    /** Who takes what is posted. */
    public record Receiver(URI url, String secret) {

        /** Throws {@link IllegalArgumentException} where the URL or the secret is none. */
        public static Receiver of(String url, String secret) {
            if (Targets.parse(url).isEmpty()) throw new IllegalArgumentException("not a URL");
            WebhookSecret.parse(secret);
            return new Receiver(URI.create(url), secret);
        }

        @Override
        public String toString() {
            return url.toString();
        }
    }

    private final Targets targets;
    private final PinnedHttpClient post;

    SignedPost(Targets targets, PinnedHttpClient post) {
        this.targets = targets;
        this.post = post;
    }

    /** The status of the reply; over within this time. */
    public int send(Receiver to, UUID id, Instant at, byte[] body, Duration patience) throws IOException {
        var end = System.nanoTime() + patience.toNanos();
        var target = targets.trusted(to.url(), patience);
        var left = Duration.ofMillis(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        return post.send(target, headers(to, id.toString(), at, body), body, left);
    }

    private static Map<String, String> headers(Receiver to, String id, Instant at, byte[] body) {
        return Map.of(
                "content-type",
                "application/json; charset=utf-8",
                "user-agent",
                "askfirst",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(at.getEpochSecond()),
                "webhook-signature",
                WebhookSecret.parse(to.secret()).sign(id, at, body));
    }
}
