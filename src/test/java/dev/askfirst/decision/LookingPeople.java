package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.OtherInstance;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** People who look for something, three messages each, while two companies ask about them on two instances. */
final class LookingPeople {

    private static final int LOOKING = 40;
    private static final int WANTED = 3;

    private final Map<String, Integer> wanted = new ConcurrentHashMap<>();
    private final RunningService first;
    private final OtherInstance second;
    private final String token;
    private final String other;

    private LookingPeople(RunningService first, OtherInstance second) {
        this.first = first;
        this.second = second;
        this.token = first.senderToken("acme-mailer");
        this.other = first.senderToken("globex-mailer");
    }

    static LookingPeople at(RunningService first, OtherInstance second) throws IOException, InterruptedException {
        var people = new LookingPeople(first, second);
        for (var i = 0; i < LOOKING; i++) people.looks(i);
        return people;
    }

    /** Of both companies together, and no answer that anybody got is missing. */
    void theRecordUsesEachIntentUp() throws SQLException {
        var recorded = new TreeMap<String, List<Integer>>();
        try (var connection = first.database();
                var select = connection.createStatement();
                var row = select.executeQuery("""
                        select facts -> 'intent' ->> 'id', id, (facts -> 'intent' ->> 'left')::integer from decision
                        where outcome = 'permit' and mode = 'reserve' and facts -> 'intent' is not null""")) {
            while (row.next()) {
                recorded.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getInt(3));
                var told = wanted.remove(row.getString(2));
                if (told != null) assertEquals(row.getInt(3), told, "what a permit said that is left");
            }
        }
        assertEquals(Map.of(), wanted, "permits that were given and are not in the record");
        assertEquals(LOOKING, recorded.size(), "intents that were used");
        for (var left : recorded.values())
            assertEquals(List.of(0, 1, 2), left.stream().sorted().toList(), "what each permit left");
    }

    /** Whether there is an answer: a permit that an intent gives, to one company or the other, or that it is over. */
    boolean isAnswered(int turn, String key, boolean ofFirst) {
        var question = """
                {"to": "%s", "channel": "email", "topic": "offers.shoes"}""".formatted(contact(turn % LOOKING));
        var by = key.hashCode() % 2 == 0 ? token : other;
        try {
            var response = ofFirst
                    ? first.post("/v1/decisions", by, question, "Idempotency-Key", key)
                    : second.post("/v1/decisions", by, question, "Idempotency-Key", key);
            var body = Json.MAPPER.readTree(response.body());
            if (response.statusCode() == 503) return false;
            assertEquals(200, response.statusCode(), response::body);
            if (body.get("outcome").asText().equals("permit"))
                wanted.put(body.get("id").asText(), body.at("/intent/left").asInt());
            else assertTrue(response.body().contains("intent_over"), response::body);
            return true;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody who is known looks for shoes, wherever they come from. */
    private void looks(int person) throws IOException, InterruptedException {
        var granted = first.post("/v1/grants", token, """
                {"contact": "%s", "controller": "acme", "topic": "events", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(contact(person)));
        assertEquals(201, granted.statusCode(), granted::body);
        var found =
                first.post("/v1/persons/lookup", first.token("admin"), "{\"contact\": \"" + contact(person) + "\"}");
        var id = Json.MAPPER.readTree(found.body()).get("person").asText();
        var said = first.post("/v1/persons/" + id + "/intents", first.personToken(id), """
                {"topic": "offers.shoes", "until": "%s", "max": %d}""".formatted(
                        Instant.now().plus(Duration.ofDays(30)), WANTED));
        assertEquals(201, said.statusCode(), said::body);
    }

    private static String contact(int person) {
        return "mailto:looking-%d@caps.example".formatted(person);
    }
}
