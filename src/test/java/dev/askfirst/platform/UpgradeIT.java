package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.check.Check;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalRoles;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A next version is rolled out beside this one: it migrates the database while this one answers, and goes on answering. */
class UpgradeIT {

    private static final int CLIENTS = 8;
    private static final int MORE = 200;
    private static final Duration LONG = Duration.ofSeconds(120);

    private final AtomicInteger rounds = new AtomicInteger();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();
    private volatile boolean over;
    private RunningService service;
    private String token;

    @BeforeEach
    void itRuns() {
        service = RunningService.fresh("upgrade");
        token = service.senderToken("acme-mailer");
    }

    @AfterEach
    void itStops() {
        over = true;
        service.close();
    }

    @Test
    void noQuestionIsLeftWithoutAnAnswer() throws Exception {
        for (var i = 0; i < CLIENTS; i++) {
            var client = i;
            clients.add(CompletableFuture.runAsync(
                    () -> goOn(service.port(), client),
                    task -> Thread.ofVirtual().start(task)));
        }
        awaitRounds();
        assertEquals(1, next().migrate().migrationsExecuted);
        awaitRounds();
        try (var started = OtherInstance.of(service)) {
            round(started.port(), "started later");
        }
        over = true;
        clients.forEach(CompletableFuture::join);
        try (var database = service.database()) {
            var pairwise = PairwiseIds.of(service.data().resolve("keys"));
            assertEquals(Optional.empty(), new Check(Optional.of(pairwise)).first(database));
        }
    }

    /** The migrations of a next version, as its own start would run them. */
    private Flyway next() {
        return Flyway.configure()
                .dataSource(service.asOwner())
                .locations("filesystem:src/main/resources/db/migration", "filesystem:src/test/resources/db/next")
                .placeholders(Map.of("service", LocalRoles.SERVICE, "retention", LocalRoles.RETENTION))
                .load();
    }

    private void goOn(int port, int client) {
        for (var n = 0; !over; n++) round(port, client + "-" + n);
    }

    /** Everything that writes rows: acts, suppressions, questions with keys and caps, outcomes, about known and unknown people. */
    private void round(int port, String name) {
        var contact = "mailto:%s@upgrade.example".formatted(name.replace(' ', '-'));
        var question = "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers\"}".formatted(contact);
        says(200, port, "/v1/decisions", question, "before " + name);
        says(201, port, "/v1/grants", """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "expiresAt": "2035-01-01T00:00:00Z",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form", "source": "till"}}""".formatted(contact), "grant " + name);
        var answer = says(200, port, "/v1/decisions", question, "ask " + name);
        assertEquals(answer, says(200, port, "/v1/decisions", question, "ask " + name));
        says(201, port, "/v1/suppressions", """
                {"contact": "%s", "controller": "acme", "reason": "bounce"}""".formatted(contact), "suppress " + name);
        says(200, port, "/v1/decisions", question, "after " + name);
        rounds.incrementAndGet();
    }

    private String says(int status, int port, String path, String body, String key) {
        try {
            HttpResponse<String> reply = RunningService.send(
                    port, "POST", path, token, body, "Idempotency-Key", Integer.toHexString(key.hashCode()) + key);
            assertEquals(status, reply.statusCode(), () -> path + ": " + reply.body());
            return Json.MAPPER.readTree(reply.body()).path("id").asText();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private void awaitRounds() {
        var wanted = rounds.get() + MORE;
        Await.until(MORE + " more rounds", LONG, () -> isOver() || rounds.get() >= wanted);
        assertTrue(
                !isOver(),
                () -> String.valueOf(
                        clients.stream().filter(CompletableFuture::isDone).findFirst()));
    }

    private boolean isOver() {
        return clients.stream().anyMatch(CompletableFuture::isDone);
    }
}
