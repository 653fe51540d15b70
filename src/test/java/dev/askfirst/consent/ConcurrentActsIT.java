package dev.askfirst.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.check.Check;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many speak for the same few people at once: no act is lost or doubled, versions have no gaps, and all of it is whole. */
class ConcurrentActsIT {

    private static final int CLIENTS = 32;
    private static final int PEOPLE = 10;
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Acts that show something; a machine that is busy with other things takes longer for them. */
    private static final int MANY = 600;

    private static final Duration LONGEST = LONG.plusMinutes(2);

    /** Done, known already, a standing no or too late to confirm, seen too long ago, asked often enough. */
    private static final Set<Integer> FAIR = Set.of(200, 201, 409, 412, 429);

    private static RunningService service;

    /** Acts that were acknowledged as new, by their id. */
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

    /** Grants whose confirmation was acknowledged. */
    private final ConcurrentLinkedQueue<String> confirmed = new ConcurrentLinkedQueue<>();

    private final LongAdder pauses = new LongAdder();
    private final LongAdder preferences = new LongAdder();
    private final ConcurrentHashMap<Integer, LongAdder> answers = new ConcurrentHashMap<>();

    @BeforeAll
    static void theServiceRuns() {
        service = RunningService.fresh("concurrent-acts");
    }

    @AfterAll
    static void itStops() {
        service.close();
    }

    @Test
    void noActIsLostWhoeverElseSpeaksAtTheSameTime() throws Exception {
        var begun = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var all = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> {
                        var random = new Random(client);
                        while (!isOver(System.nanoTime() - begun)) say(random);
                        return null;
                    })
                    .toList();
            for (var client : clients.invokeAll(all)) client.get();
        }
        System.out.println("answers: " + new TreeMap<>(answers));
        try (var database = service.database()) {
            everyAcknowledgedActIsThereOnce(database);
            everyPauseAndPreferenceIsThereOnce(database);
            versionsHaveNoGaps(database);
            assertEquals(
                    Optional.empty(),
                    new Check(Optional.of(PairwiseIds.of(service.data().resolve("keys")))).first(database));
        }
    }

    private boolean isOver(long nanos) {
        return nanos > LONGEST.toNanos() || nanos > LONG.toNanos() && acknowledged.size() >= MANY;
    }

    private void say(Random random) throws Exception {
        var who = "mailto:crowd%d@test.example".formatted(random.nextInt(PEOPLE));
        switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                heard(post("/v1/grants", admin(), grant(who, one(random, "offers", "events", "offers.shoes"))));
            case 3 -> heard(post("/v1/withdrawals", admin(), no(who, one(random, "offers", "events"))));
            case 4 -> heard(post("/v1/refusals", admin(), no(who, "offers.bags")));
            case 5 -> heard(post("/v1/withdrawals", mailer(), "{\"contact\": \"" + who + "\"}"));
            case 6 -> heard(post("/v1/grants", mailer(), grant(who, "offers")));
            case 7 -> pause(who, random);
            case 8 -> prefer(who, random);
            default -> askAndConfirm(who);
        }
    }

    private void askAndConfirm(String who) throws Exception {
        var asked = post("/v1/grants", admin(), grant(who, "newsletter"));
        heard(asked);
        if (asked.statusCode() != 201) return;
        var token = Json.MAPPER.readTree(asked.body()).get("confirmToken").textValue();
        var done = post("/v1/grants/confirm", admin(), "{\"token\": \"" + token + "\"}");
        if (done.statusCode() == 200) confirmed.add(id(done));
    }

    /** Its reply names no act: what was acknowledged is counted. */
    private void pause(String who, Random random) throws Exception {
        var person = person(who);
        if (person.isEmpty()) return;
        var until = Instant.now().plus(Duration.ofDays(1 + random.nextInt(300))).truncatedTo(ChronoUnit.SECONDS);
        var done = post("/v1/persons/" + person.get() + "/pause", admin(), "{\"until\": \"" + until + "\"}");
        if (done.statusCode() == 201) pauses.increment();
    }

    private void prefer(String who, Random random) throws Exception {
        var person = person(who);
        if (person.isEmpty()) return;
        var path = "/v1/persons/" + person.get() + "/preferences";
        var seen = service.send("GET", path, admin(), "");
        var etag = seen.headers().firstValue("ETag").orElseThrow();
        var locale = one(random, "en", "fr", "de", "es");
        var done = answered(
                service.send("PUT", path, admin(), "{\"locale\": \"" + locale + "\"}", "If-Match", etag), path);
        // Saving what stands there already adds nothing.
        var stood = Json.MAPPER.readTree(seen.body()).path("locale").asText();
        if (done.statusCode() == 200 && !stood.equals(locale)) preferences.increment();
    }

    private Optional<String> person(String who) throws Exception {
        var found = service.send("POST", "/v1/persons/lookup", admin(), "{\"contact\": \"" + who + "\"}");
        return found.statusCode() == 404
                ? Optional.empty()
                : Optional.of(Json.MAPPER.readTree(found.body()).get("person").textValue());
    }

    private void heard(HttpResponse<String> answer) throws Exception {
        if (answer.statusCode() == 201) acknowledged.add(id(answer));
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return answered(service.post(path, token, body), body);
    }

    private HttpResponse<String> answered(HttpResponse<String> answer, String to) {
        answers.computeIfAbsent(answer.statusCode(), _ -> new LongAdder()).increment();
        assertTrue(FAIR.contains(answer.statusCode()), () -> answer.statusCode() + " " + answer.body() + " to " + to);
        return answer;
    }

    private void everyAcknowledgedActIsThereOnce(Connection database) throws Exception {
        var recorded = rows(database, """
                select e.id from consent_event e join contact_point c on c.person_id = e.person_id
                where e.kind in ('grant', 'refusal', 'withdrawal') and e.body #>> '{by,issuer}' <> 'askfirst' order by 1""");
        assertEquals(acknowledged.stream().sorted().toList(), recorded);
        assertTrue(recorded.size() >= MANY, () -> recorded.size() + " acts");
        assertEquals(
                confirmed.stream().sorted().toList(),
                rows(database, "select body ->> 'confirms' from consent_event where kind = 'confirmation' order by 1"));
    }

    private void everyPauseAndPreferenceIsThereOnce(Connection database) throws Exception {
        assertEquals(List.of(Long.toString(pauses.sum())), rows(database, count("pause")));
        assertEquals(List.of(Long.toString(preferences.sum())), rows(database, count("preferences")));
        assertTrue(
                pauses.sum() > 10 && preferences.sum() > 10, () -> pauses + " pauses, " + preferences + " preferences");
    }

    private static String count(String kind) {
        return "select count(*) from consent_event where kind = '" + kind
                + "' and body #>> '{by,issuer}' <> 'askfirst'";
    }

    private static void versionsHaveNoGaps(Connection database) throws Exception {
        assertEquals(List.of(), rows(database, """
                        select person_id::text from consent_event group by person_id
                        having count(*) <> max(version) or min(version) <> 1"""));
        assertEquals(List.of(), rows(database, """
                        select t.person_id::text from terms t join consent_event e using (person_id)
                        group by t.person_id, t.version having max(e.version) <> t.version"""));
    }

    private static List<String> rows(Connection database, String sql) throws Exception {
        try (var select = database.prepareStatement(sql)) {
            var rows = new ArrayList<String>();
            var row = select.executeQuery();
            while (row.next()) rows.add(row.getString(1));
            return rows;
        }
    }

    private static String id(HttpResponse<String> answer) throws Exception {
        return UUID.fromString(Json.MAPPER.readTree(answer.body()).get("id").textValue())
                .toString();
    }

    private static String grant(String who, String topic) {
        return """
                {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(who, topic);
    }

    private static String no(String who, String topic) {
        return """
                {"contact": "%s", "controller": "acme", "topic": "%s", "evidence": {"method": "page"}}""".formatted(who, topic);
    }

    private static String admin() {
        return service.token("admin");
    }

    private static String mailer() {
        return service.senderToken("acme-mailer");
    }

    private static String one(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }
}
