package dev.askfirst.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * For the tests of senders: {@code Askfirst.over(new FakeService().permits("ana@example.org"))}. Whoever is not named is
 * denied as {@code consent_unknown}, as by the service. The same key gets the same answer.
 */
public final class FakeService implements Transport {

    private static final String ITSELF = "https://ask.example";

    private final Map<String, ObjectNode> answers = new HashMap<>();
    private final Map<String, ObjectNode> byKey = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> outcomes = new LinkedHashMap<>();
    private boolean away;

    /** Questions about this address get a permit with the usual obligations. */
    public FakeService permits(String to) {
        var json = answer("permit").put("validUntil", Instant.now().plus(Duration.ofMinutes(15)).toString());
        json.putArray("reasons");
        var all = json.putArray("obligations");
        all.addObject().put("type", "add_header").put("name", "List-Unsubscribe").put("value", "<" + ITSELF + "/u/x>");
        all.addObject()
                .put("type", "add_header")
                .put("name", "List-Unsubscribe-Post")
                .put("value", "List-Unsubscribe=One-Click");
        all.addObject().put("type", "link").put("value", ITSELF + "/p/x");
        return says(to, json);
    }

    /** Questions about this address are to be asked again then. */
    public FakeService defers(String to, Instant notBefore) {
        var json = answer("defer").put("notBefore", notBefore.toString());
        json.putArray("reasons").addObject().put("code", "paused");
        return says(to, json);
    }

    public FakeService denies(String to, String reason) {
        var json = answer("deny");
        json.putArray("reasons").addObject().put("code", reason);
        return says(to, json);
    }

    /** Questions about this address get this answer, whatever it is; its {@code id} is made for each. */
    public FakeService says(String to, ObjectNode answer) {
        answers.put(Question.contact(to), answer);
        return this;
    }

    /** From now on nobody has an answer, until it is back. */
    public FakeService away(boolean isAway) {
        away = isAway;
        return this;
    }

    /** The addresses that were asked about, in this order. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** What was reported last of each permit, by its id. */
    public synchronized Map<String, String> outcomes() {
        return Map.copyOf(outcomes);
    }

    @Override
    public synchronized Reply post(String path, Map<String, String> headers, String body, Duration most)
            throws IOException {
        if (away) throw new IOException("the service is away");
        var json = Replies.JSON.readTree(body);
        if (path.endsWith("/outcome")) {
            outcomes.put(path.split("/")[3], json.get("outcome").asText());
            return reply(json);
        }
        if (!path.endsWith("/batch")) return reply(decide(json, headers.getOrDefault("Idempotency-Key", "")));
        var all = Replies.JSON.createObjectNode();
        var decisions = all.putArray("decisions");
        json.get("questions").forEach(it -> decisions.add(decide(it, it.path("key").asText())));
        return reply(all);
    }

    private ObjectNode decide(JsonNode question, String key) {
        var to = question.get("to").asText();
        asked.add(to);
        return byKey.computeIfAbsent(key, it -> answers.containsKey(to) ? fresh(answers.get(to)) : stranger());
    }

    private static ObjectNode stranger() {
        var json = answer("deny");
        json.putArray("reasons").addObject().put("code", "consent_unknown");
        return fresh(json);
    }

    private static ObjectNode fresh(ObjectNode answer) {
        return answer.deepCopy().put("id", UUID.randomUUID().toString());
    }

    private static ObjectNode answer(String outcome) {
        return Replies.JSON.createObjectNode().put("outcome", outcome).put("decidedAt", Instant.now().toString());
    }

    private static Reply reply(JsonNode json) {
        return new Reply(200, Optional.empty(), json.toString());
    }
}
