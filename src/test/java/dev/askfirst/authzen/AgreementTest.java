package dev.askfirst.authzen;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The same question by {@code /v1/decisions} and by AuthZEN: the same outcome, the same reasons, the same refusals. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AgreementTest {

    private static final int QUESTIONS = 120;

    private static final List<String> SENDERS = List.of("acme-mailer", "acme-texter", "agency", "globex-mailer");
    private static final List<String> CHANNELS = List.of("email", "email", "email", "sms", "push", "pigeon", "Post");
    private static final List<String> TOPICS = List.of(
            "offers", "offers.shoes", "offers.shoes.running", "events", "newsletter", "orders", "security", "gossip");
    private static final List<String> CONTROLLERS = List.of("acme", "acme", "globex", "initech");
    private static final List<String> MESSAGES = List.of(
            "{\"authorship\": \"automated\", \"campaign\": \"spring\"}",
            "{\"authorship\": \"personal\", \"author\": \"Bo\"}",
            "{\"authorship\": \"personal\"}",
            "{\"authorship\": \"robotic\"}",
            "{\"critical\": true}",
            "{\"critical\": \"yes\"}",
            "{\"campaign\": \"a\\nb\"}",
            "\"text\"");
    private static final List<String> TIMES =
            List.of("\"2026-11-22\"", "\"1990-01-01T00:00:00Z\"", "5", "\"2999-01-01T00:00:00Z\"");

    @Test
    void bothWaysSayTheSame() throws JsonProcessingException {
        var random = new Random(89);
        var people = people();
        var seen = new TreeSet<String>();
        for (var i = 0; i < QUESTIONS; i++) {
            var sender = one(SENDERS, random);
            var question = question(people, random);
            var ours = ours(sender, question);
            assertEquals(ours, theirs(sender, evaluation(sender, question), Evaluating.ONE), question::toString);
            var several = Json.MAPPER.createObjectNode();
            several.putArray("evaluations").add(evaluation(sender, question));
            assertEquals(ours, theirs(sender, several, Evaluating.MANY), question::toString);
            seen.add(ours.replaceAll(" .*", ""));
        }
        assertTrue(seen.containsAll(List.of("permit", "deny", "400", "403", "422")), seen::toString);
    }

    /** Outcome and reasons, or the status of the problem. */
    private static String ours(String sender, ObjectNode question) {
        var reply = careless(senderToken(sender)).body(question.toString()).post("/v1/decisions");
        return inShort(reply.statusCode() == 200 ? stored(reply.asString()) : null, reply.statusCode());
    }

    private static String theirs(String sender, ObjectNode evaluation, String path) {
        var reply = careless(senderToken(sender)).body(evaluation.toString()).post(path);
        assertEquals(200, reply.statusCode(), reply::asString);
        var body = stored(reply.asString());
        var decision = body.has("evaluations") ? body.get("evaluations").get(0) : body;
        var context = decision.get("context");
        var said = context.has("error")
                ? inShort(null, context.get("error").get("status").asInt())
                : inShort(context, 200);
        assertEquals(said.startsWith("permit"), decision.get("decision").booleanValue(), said);
        return said;
    }

    private static String inShort(JsonNode decision, int status) {
        if (decision == null) return Integer.toString(status);
        var words = new ArrayList<String>(List.of(decision.get("outcome").asText()));
        decision.get("reasons").forEach(reason -> words.add(reason.toString()));
        words.add(decision.path("grant").asText());
        words.add(Integer.toString(decision.path("obligations").size()));
        return String.join(" ", words);
    }

    private static ObjectNode question(List<String> people, Random random) throws JsonProcessingException {
        var question = Json.MAPPER.createObjectNode();
        question.put("to", one(people, random)).put("channel", one(CHANNELS, random));
        if (random.nextInt(20) > 0) question.put("topic", one(TOPICS, random));
        if (random.nextInt(3) == 0) question.put("controller", one(CONTROLLERS, random));
        if (random.nextInt(3) == 0) question.set("message", Json.MAPPER.readTree(one(MESSAGES, random)));
        if (random.nextInt(8) > 0) question.put("mode", random.nextInt(10) > 0 ? "check" : "maybe");
        if (random.nextInt(10) == 0) question.set("at", Json.MAPPER.readTree(one(TIMES, random)));
        return question;
    }

    /** The same in the words of the standard, with what nobody knows beside it. */
    private static ObjectNode evaluation(String sender, ObjectNode question) {
        var evaluation = Json.MAPPER.createObjectNode();
        evaluation.putObject("subject").put("type", "sender").put("id", sender).put("mood", 1);
        evaluation.putObject("action").set("name", question.get("channel"));
        var resource = evaluation.putObject("resource").put("type", "contact");
        resource.set("id", question.get("to"));
        var properties = resource.putObject("properties").put("colour", "red");
        var context = evaluation.putObject("context").put("time", "2026-11-22T10:00-07:00");
        if (question.has("topic")) properties.set("topic", question.get("topic"));
        for (var name : List.of("controller", "message", "mode", "at")) {
            if (question.has(name)) context.set(name, question.get(name));
        }
        return evaluation;
    }

    private static List<String> people() {
        var yes = granted();
        var withdrawn = granted();
        Acts.withdraw(withdrawn, "offers");
        var objected = granted();
        Acts.object(objected);
        var suppressed = granted();
        Suppressing.of("admin", suppressed);
        var asked = Acts.newcomer();
        Acts.asked(asked);
        return List.of(
                yes,
                yes,
                yes,
                withdrawn,
                objected,
                suppressed,
                asked,
                Acts.newcomer(),
                Acts.newNumber("+3363998", 4),
                "ana@test.example",
                "mailto:\ud800@test.example",
                "record-1");
    }

    private static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static JsonNode stored(String text) {
        return Json.stored(text);
    }
}
