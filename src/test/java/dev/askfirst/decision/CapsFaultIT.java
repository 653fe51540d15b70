package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.OtherInstance;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cap is a cap, a STOP is confirmed once, and an intent used up once, however many ask at once on however many instances, whatever crashes. */
class CapsFaultIT {

    private static final int PEOPLE = 200;
    private static final int STOPPED = 40;
    private static final int CLIENTS = 64;
    private static final int OFTEN = 12;
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Set<String> NO_ANSWER = Set.of("/problems/undecided", "/problems/overloaded");

    private final Map<String, String> permits = new ConcurrentHashMap<>();
    private final Map<String, String> confirmed = new ConcurrentHashMap<>();
    private final AtomicIntegerArray answers = new AtomicIntegerArray(PEOPLE);
    private final AtomicInteger answered = new AtomicInteger();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();
    private volatile boolean over;
    private RunningService first;
    private OtherInstance second;
    private String token;
    private String texter;
    private LookingPeople looking;

    /** Everybody said yes, and wants three messages a week: half of them by a cap, the others by a budget of attention. */
    @BeforeEach
    void twoInstancesRun() throws Exception {
        first = RunningService.fresh("caps");
        second = OtherInstance.of(first);
        token = first.senderToken("acme-mailer");
        texter = first.senderToken("acme-texter");
        for (var i = 0; i < PEOPLE; i++) says(i);
        for (var i = 0; i < STOPPED; i++) stops(i);
        looking = LookingPeople.at(first, second);
    }

    @AfterEach
    void theyStop() {
        over = true;
        if (second != null) second.close();
        if (first != null) first.close();
    }

    @Test
    void nobodyIsSentMoreThanTheyWantAndNobodyLess() throws Exception {
        for (var i = 0; i < CLIENTS; i++) {
            var client = i;
            clients.add(CompletableFuture.runAsync(
                    () -> ask(client), task -> Thread.ofVirtual().start(task)));
        }
        for (var i = 0; i < 2; i++) {
            awaitAnswers(300);
            second.kill();
            awaitAnswers(300);
            second.start();
        }
        Await.until("everybody was asked about often", LONG, () -> isOver() || isEverybodyAskedAbout());
        over = true;
        clients.forEach(CompletableFuture::join);
        theRecordKeepsTheCap();
        theRecordConfirmsEachStopOnce();
        looking.theRecordUsesEachIntentUp();
    }

    private void theRecordKeepsTheCap() throws SQLException {
        var recorded = new TreeMap<String, List<Integer>>();
        try (var connection = first.database();
                var select = connection.createStatement();
                var row = select.executeQuery("""
                        select point_id, id, (facts -> 'usage' -> 0 ->> 'used')::integer
                        from decision
                        where outcome = 'permit' and mode = 'reserve' and topic = 'offers.bags' order by id""")) {
            while (row.next()) {
                recorded.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getInt(3));
                permits.remove(row.getString(2));
            }
        }
        assertEquals(Map.of(), permits, "permits that were given and are not in the record");
        assertEquals(PEOPLE, recorded.size(), "people who were sent something");
        for (var used : recorded.values()) {
            assertEquals(List.of(0, 1, 2), used.stream().sorted().toList(), "what each of the permits counted");
        }
    }

    private void theRecordConfirmsEachStopOnce() throws SQLException {
        var recorded = new TreeMap<String, String>();
        try (var connection = first.database();
                var select = connection.createStatement();
                var row = select.executeQuery("""
                        select facts -> 'confirms' ->> 'stop', id from decision
                        where outcome = 'permit' and mode = 'reserve' and facts -> 'confirms' is not null""")) {
            while (row.next()) {
                var twice = recorded.put(row.getString(1), row.getString(2));
                assertNull(twice, "a STOP that was confirmed twice");
                confirmed.remove(row.getString(2));
            }
        }
        assertEquals(Map.of(), confirmed, "permits that were given and are not in the record");
        assertEquals(STOPPED, recorded.size(), "STOPs that were confirmed");
    }

    /** One client: asks about anybody, of any instance, and asks again under the same key until it has an answer. */
    private void ask(int client) {
        var random = new Random(client);
        for (var n = 0; !over; n++) {
            var person = random.nextInt(PEOPLE);
            var key = "client-" + client + "-" + n;
            while (!over && !isAnswered(person, key, random.nextBoolean())) Await.pause();
            var stopped = (client + n) % STOPPED;
            while (!over && !isConfirmed(stopped, "stop-" + key, random.nextBoolean())) Await.pause();
            while (!over && !looking.isAnswered(client + n, "want-" + key, random.nextBoolean())) Await.pause();
        }
    }

    private boolean isAnswered(int person, String key, boolean ofFirst) {
        var question = """
                {"to": "%s", "channel": "email", "topic": "offers.bags"}""".formatted(contact(person));
        try {
            var response = ofFirst
                    ? first.post("/v1/decisions", token, question, "Idempotency-Key", key)
                    : second.post("/v1/decisions", token, question, "Idempotency-Key", key);
            return isAnswered(person, response);
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether there is an answer: the confirmation of a STOP, or that there is none left. */
    private boolean isConfirmed(int number, String key, boolean ofFirst) {
        var question = """
                {"to": "%s", "channel": "sms", "topic": "offers", "message": {"confirms": "stop"}}""".formatted(number(number));
        try {
            var response = ofFirst
                    ? first.post("/v1/decisions", texter, question, "Idempotency-Key", key)
                    : second.post("/v1/decisions", texter, question, "Idempotency-Key", key);
            var body = Json.MAPPER.readTree(response.body());
            if (response.statusCode() == 503) return false;
            assertEquals(200, response.statusCode(), response::body);
            if (body.get("outcome").asText().equals("permit"))
                confirmed.put(body.get("id").asText(), number(number));
            else assertTrue(response.body().contains("nothing_to_confirm"), response::body);
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isAnswered(int person, HttpResponse<String> response) throws IOException {
        var body = Json.MAPPER.readTree(response.body());
        if (response.statusCode() == 503) {
            assertTrue(NO_ANSWER.contains(body.get("type").asText()), body::toString);
            return false;
        }
        assertEquals(200, response.statusCode(), response::body);
        if (body.get("outcome").asText().equals("permit"))
            permits.put(body.get("id").asText(), contact(person));
        else assertCapped(body);
        answers.incrementAndGet(person);
        answered.incrementAndGet();
        return true;
    }

    private static void assertCapped(JsonNode body) {
        assertEquals("defer", body.get("outcome").asText(), body::toString);
        assertEquals("cap_reached", body.at("/reasons/0/code").asText(), body::toString);
    }

    private boolean isEverybodyAskedAbout() {
        for (var i = 0; i < PEOPLE; i++) if (answers.get(i) < OFTEN) return false;
        return true;
    }

    private boolean isOver() {
        return clients.stream().anyMatch(CompletableFuture::isDone);
    }

    private void awaitAnswers(int more) {
        var wanted = answered.get() + more;
        Await.until(more + " more answers", LONG, () -> isOver() || answered.get() >= wanted);
    }

    private void says(int person) throws IOException, InterruptedException {
        var granted = first.post("/v1/grants", token, """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact(person)));
        assertEquals(201, granted.statusCode(), granted::body);
        var admin = first.token("admin");
        var found = first.post("/v1/persons/lookup", admin, "{\"contact\": \"" + contact(person) + "\"}");
        var id = Json.MAPPER.readTree(found.body()).get("person").asText();
        var preferences =
                person % 2 == 0 ? "{\"caps\": [{\"max\": 3, \"per\": \"P7D\"}]}" : "{\"attention\": {\"perWeek\": 3}}";
        var put = first.send("PUT", "/v1/persons/" + id + "/preferences", admin, preferences, "If-Match", "*");
        assertEquals(200, put.statusCode(), put::body);
    }

    private void stops(int number) throws IOException, InterruptedException {
        var granted = first.post("/v1/grants", texter, """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "sms",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(number(number)));
        assertEquals(201, granted.statusCode(), granted::body);
        var stopped = first.post("/v1/replies", texter, """
                {"from": "%s", "channel": "sms", "controller": "acme", "text": "STOP"}""".formatted(number(number)));
        assertTrue(stopped.body().contains("confirmBefore"), stopped::body);
    }

    private static String number(int person) {
        return "tel:+121273600%02d".formatted(person);
    }

    private static String contact(int person) {
        return "mailto:person-%d@caps.example".formatted(person);
    }
}
