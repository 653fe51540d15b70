package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sending system that asks until it is told to stop, one question at a time or in batches. It does as the contract says:
 * what got no answer is asked again under the same key, until it has one.
 */
public final class Questioner implements Runnable {

    private static final Set<String> NO_ANSWER = Set.of("/problems/undecided", "/problems/overloaded");

    /**
     * What all who ask share.
     *
     * @param due the only answer there may be about a person; none while what they say is on its way
     * @param answered the answers by the keys of the questions
     */
    public record World(List<String> people, Map<String, String> due, Map<String, Given> answered) {
        public World(List<String> people) {
            this(people, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    public record Given(String id, String outcome) {}

    /** A question with a key of its own, and the answer that was due when it was first asked. */
    private record Question(String key, String to, Optional<String> due) {}

    private final RunningService service;
    private final String token;
    private final World world;
    private final String name;
    private final int batch;
    private final Random random;
    private volatile boolean stopped;
    private int asked;

    public Questioner(RunningService service, World world, String name, int batch) {
        this.service = service;
        this.token = service.senderToken("acme-mailer");
        this.world = world;
        this.name = name;
        this.batch = batch;
        this.random = new Random(name.hashCode());
    }

    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            var open = new ArrayList<Question>();
            for (var i = 0; i < batch; i++) open.add(next());
            while (!open.isEmpty()) {
                var before = open.size();
                ask(open);
                if (open.size() == before) Await.pause();
            }
        }
    }

    private Question next() {
        var to = world.people().get(random.nextInt(world.people().size()));
        return new Question(
                name + "-" + asked++, to, Optional.ofNullable(world.due().get(to)));
    }

    /** Asks all that is open and takes off what is answered. */
    private void ask(List<Question> open) {
        try {
            if (batch == 1) askOne(open);
            else askMany(open);
        } catch (IOException _) {
            // Killed before it answered: it will be asked again.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void askOne(List<Question> open) throws IOException, InterruptedException {
        var question = open.getFirst();
        var response = service.post("/v1/decisions", token, json(question, ""), "Idempotency-Key", question.key());
        body(response).ifPresent(decision -> {
            note(question, decision);
            open.clear();
        });
    }

    private void askMany(List<Question> open) throws IOException, InterruptedException {
        var questions = open.stream()
                .map(it -> json(it, ", \"key\": \"" + it.key() + "\""))
                .toList();
        var response = service.post("/v1/decisions/batch", token, "{\"questions\": " + questions + "}");
        body(response).ifPresent(body -> {
            var decisions = body.get("decisions").iterator();
            open.removeIf(question -> isAnswered(question, decisions.next()));
        });
    }

    private boolean isAnswered(Question question, JsonNode decision) {
        if (decision.has("error")) assertNoAnswer(decision.get("error"));
        else note(question, decision);
        return !decision.has("error");
    }

    /** An answer, or a problem that says that there is none: nothing else may come, whatever was killed. */
    private static Optional<JsonNode> body(HttpResponse<String> response) throws IOException {
        var body = Json.MAPPER.readTree(response.body());
        if (response.statusCode() == 200) return Optional.of(body);
        assertEquals(503, response.statusCode(), response::body);
        assertNoAnswer(body);
        return Optional.empty();
    }

    private static void assertNoAnswer(JsonNode problem) {
        assertTrue(NO_ANSWER.contains(problem.get("type").asText()), problem::toString);
    }

    private void note(Question question, JsonNode decision) {
        var given =
                new Given(decision.get("id").asText(), decision.get("outcome").asText());
        world.answered().put(question.key(), given);
        // What the person said meanwhile may have changed the answer; if nothing did, it is the one that was due.
        var due = Optional.ofNullable(world.due().get(question.to()));
        if (due.equals(question.due())) due.ifPresent(it -> assertEquals(it, given.outcome(), question::toString));
    }

    private static String json(Question question, String key) {
        return """
                {"to": "%s", "channel": "email", "topic": "offers", "message": {"campaign": "%s"}%s}""".formatted(question.to(), question.key(), key);
    }
}
