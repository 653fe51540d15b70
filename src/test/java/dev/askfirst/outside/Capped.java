package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** People who want two messages a week, and senders that ask about them on and on, each under a key of its own. */
final class Capped implements AutoCloseable {

    private static final int PEOPLE = 40;
    private static final int MOST = 2;
    private static final Duration LONG = Duration.ofSeconds(120);

    private final Site site;
    private final List<CompletableFuture<Void>> askers = new ArrayList<>();
    private final String sender;
    private final String admin;
    private int next;
    private volatile boolean over;

    Capped(Site site) throws IOException, InterruptedException {
        this.site = site;
        sender = site.provider().sign(IdentityProvider.claims().expiresIn(Duration.ofHours(2)));
        admin = site.provider().sign(IdentityProvider.claims().groups("admin").expiresIn(Duration.ofHours(2)));
        for (var i = 0; i < PEOPLE; i++) says(contact(i));
        for (var i = 0; i < 2; i++) {
            var port = site.instances().get(i).port();
            askers.add(CompletableFuture.runAsync(
                    () -> asks(port), it -> Thread.ofPlatform().start(it)));
        }
    }

    /** Each person in turn is asked about until nobody may write to them any more; then the next comes. */
    private void asks(int port) {
        while (!over) {
            var who = who();
            try {
                var reply = post(port, "/v1/decisions", sender, """
                        {"to": "%s", "channel": "email", "topic": "offers.bags"}""".formatted(contact(who)));
                if (reply.statusCode() == 200 && !reply.body().contains("\"permit\"")) passed(who);
            } catch (IOException _) {
                // The next one is asked in its place: an answer that was lost counts all the same.
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            Await.pause();
        }
    }

    private synchronized int who() {
        return next % PEOPLE;
    }

    private synchronized void passed(int who) {
        if (next % PEOPLE == who) next++;
    }

    /** Nobody was written to more often than they want. */
    void holds() throws SQLException {
        var from = passedSoFar();
        Await.until("somebody more has had what they want", LONG, () -> passedSoFar() > from);
        try (var connection = site.primary().connect("postgres");
                var select = connection.createStatement();
                var row = select.executeQuery("""
                        select coalesce(max(n), 0) from (select count(*) as n from decision
                            where topic = 'offers.bags' and outcome = 'permit' group by point_id) each""")) {
            assertTrue(row.next());
            assertEquals(MOST, row.getInt(1), "permits of somebody who wants %d".formatted(MOST));
        }
    }

    private synchronized int passedSoFar() {
        return next;
    }

    private void says(String contact) throws IOException, InterruptedException {
        var port = site.instances().getFirst().port();
        var granted = post(port, "/v1/grants", sender, """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact));
        assertEquals(201, granted.statusCode(), granted::body);
        var found = post(port, "/v1/persons/lookup", admin, "{\"contact\": \"" + contact + "\"}");
        var id = Json.MAPPER.readTree(found.body()).path("person").asText();
        var put = RunningService.send(
                port,
                "PUT",
                "/v1/persons/" + id + "/preferences",
                admin,
                "{\"caps\": [{\"max\": %d, \"per\": \"P7D\"}]}".formatted(MOST),
                "If-Match",
                "*");
        assertEquals(200, put.statusCode(), put::body);
    }

    private static HttpResponse<String> post(int port, String path, String token, String body)
            throws IOException, InterruptedException {
        return RunningService.send(port, "POST", path, token, body);
    }

    private static String contact(int person) {
        return "mailto:capped-%d@outside.example".formatted(person);
    }

    @Override
    public void close() {
        over = true;
        askers.forEach(CompletableFuture::join);
    }
}
