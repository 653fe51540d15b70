package dev.askfirst.decision;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much one sender asks, another's questions have their turn; and no sender asks more than was agreed. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "fairness"))
@Timeout(300)
class FairnessTest {

    private static final int CONNECTIONS = 24;
    private static final int QUESTIONS = 200;

    /** Three times is promised where the flood has a machine of its own; here it takes the processors too. */
    private static final int TIMES = 10;

    private static final long LEAST = Duration.ofMillis(30).toNanos();

    @TestHTTPResource("/v1/decisions")
    URI decisions;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger batches = new AtomicInteger();

    @Test
    void underAFloodOfBatchesOfOneSenderAnothersQuestionsAreAnsweredInTheirTurn() {
        ninetyFifth(QUESTIONS);
        var quiet = ninetyFifth(QUESTIONS);
        var flood = IntStream.range(0, CONNECTIONS)
                .mapToObj(_ -> CompletableFuture.runAsync(this::flood, Thread::startVirtualThread))
                .toList();
        long flooded;
        try {
            Await.until("the flood is there", Duration.ofSeconds(60), () -> batches.get() > CONNECTIONS);
            flooded = ninetyFifth(QUESTIONS);
        } finally {
            stopped.set(true);
        }
        flood.forEach(CompletableFuture::join);
        assertTrue(
                flooded <= Math.max(LEAST, quiet) * TIMES,
                () -> "%d µs while it is quiet, %d µs in the flood".formatted(quiet / 1000, flooded / 1000));
    }

    @Test
    void whoAsksMoreThanWasAgreedIsToldWhenToAskAgain() {
        agree("{\"quota\": 3, \"window\": \"PT1H\"}");
        ask("agency").then().statusCode(200);
        batch(5).then().statusCode(200).body("decisions.outcome.size()", is(5));
        // What was too much is owed: three questions an hour are one in 1200 seconds, and three are wanting.
        for (var refused : new Response[] {ask("agency"), batch(1)}) {
            refused.then()
                    .statusCode(429)
                    .body("type", is("/problems/quota-exceeded"))
                    .header("RateLimit-Policy", "\"questions\";q=3;w=3600");
            var seconds = Integer.parseInt(refused.header("Retry-After"));
            assertTrue(seconds > 4_700 && seconds <= 4_800, () -> "in " + seconds);
            assertEquals("\"questions\";r=0;t=" + seconds, refused.header("RateLimit"));
        }
        ask("acme-mailer").then().statusCode(200);
        assertEquals(2, count("over_rate"));
        agree("null");
        ask("agency").then().statusCode(200);
    }

    @Test
    void aRateThatIsNoneIsRefused() {
        for (var rate : new String[] {
            "{}",
            "{\"quota\": 0, \"window\": \"PT1S\"}",
            "{\"quota\": 1}",
            "{\"quota\": 1, \"window\": \"PT0.5S\"}",
            "{\"quota\": 1, \"window\": \"P2D\"}"
        }) {
            put(rate).then().statusCode(400).body("errors[0].field", is("rate"));
        }
    }

    /** The rate is known once a question was decided by the catalog that has it. */
    private static void agree(String rate) {
        put(rate).then().statusCode(200);
        ask("acme-mailer").then().statusCode(200);
    }

    private static Response put(String rate) {
        return careless(token("admin")).body("""
                        {"name": "Agency", "controllers": ["acme", "globex"], "channels": ["email"], "rate": %s}""".formatted(rate)).put("/v1/catalog/senders/agency");
    }

    private static Response ask(String sender) {
        return sender(sender).body(question()).post("/v1/decisions");
    }

    private static Response batch(int questions) {
        return sender("agency").body(body(questions)).post("/v1/decisions/batch");
    }

    private static String body(int questions) {
        return IntStream.range(0, questions)
                .mapToObj(_ -> question())
                .collect(Collectors.joining(",", "{\"questions\": [", "]}"));
    }

    private static String question() {
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
    private long ninetyFifth(int questions) {
        var took = IntStream.range(0, questions)
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

    private static double count(String why) {
        return anybody()
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("askfirst_questions_unanswered_total{why=\"" + why + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }
}
