package dev.askfirst.decision;

import static dev.askfirst.platform.Api.senderToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Batches of one sender over many connections, as fast as they are answered. */
public final class Flood {

    private static final int CONNECTIONS = 24;
    private static final int QUESTIONS = 200;

    private static final long LEAST = Duration.ofMillis(30).toNanos();

    private final URI decisions;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger batches = new AtomicInteger();

    /** @param decisions where questions are asked */
    public Flood(URI decisions) {
        this.decisions = decisions;
    }

    /**
     * Asks as another sender while it is quiet, and in the flood.
     *
     * @param times as long as while it is quiet: three times is promised where the flood has a machine of its own; here it takes
     *     the processors too
     */
    public void assertAnotherHasTheirTurn(int times) {
        ninetyFifth();
        var quiet = ninetyFifth();
        var flood = IntStream.range(0, CONNECTIONS)
                .mapToObj(_ -> CompletableFuture.runAsync(this::flood, Thread::startVirtualThread))
                .toList();
        long flooded;
        try {
            Await.until("the flood is there", Duration.ofSeconds(60), () -> batches.get() > CONNECTIONS);
            flooded = ninetyFifth();
        } finally {
            stopped.set(true);
        }
        flood.forEach(CompletableFuture::join);
        assertTrue(
                flooded <= Math.max(LEAST, quiet) * times,
                () -> "%d µs while it is quiet, %d µs in the flood".formatted(quiet / 1000, flooded / 1000));
    }

    static String body(int questions) {
        return IntStream.range(0, questions)
                .mapToObj(_ -> question())
                .collect(Collectors.joining(",", "{\"questions\": [", "]}"));
    }

    static String question() {
        return Questions.about(Acts.newcomer(), "\"controller\": \"acme\"");
    }

    private void flood() {
        var body = body(1000);
        while (!stopped.get()) {
            send("/batch", "acme-mailer", body);
            batches.incrementAndGet();
        }
    }

    /** How long 95 of a hundred questions of another sender take at most; every one of them is answered. */
    private long ninetyFifth() {
        var took = IntStream.range(0, QUESTIONS)
                .mapToLong(_ -> {
                    var asked = System.nanoTime();
                    var reply = send("", "globex-mailer", Questions.about(Acts.newcomer()));
                    assertEquals(200, reply.statusCode(), reply::body);
                    return System.nanoTime() - asked;
                })
                .sorted()
                .toArray();
        return took[took.length * 95 / 100];
    }

    private HttpResponse<String> send(String path, String sender, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(decisions + path))
                            .header("Authorization", "Bearer " + senderToken(sender))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
