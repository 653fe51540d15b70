package dev.askfirst.consent.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.Thorough;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two installations, each with a database of its own, agree about people who took their terms from one to the other. At the
 * other one Acme is called otherwise, and somebody else is called Acme.
 */
class PortableTermsIT {

    private static final int PEOPLE = Thorough.or(200, 12);
    private static final int QUESTIONS = Thorough.or(100_000, 3_000);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern DIGITS = Pattern.compile("(?m)^\\s+(\\d{6})\\s*$");

    private static RunningService home;
    private static RunningService away;
    private static final Set<Path> read = new HashSet<>();

    @BeforeAll
    static void bothRun() throws Exception {
        home = RunningService.fresh("terms-home");
        away = RunningService.fresh(
                "terms-away",
                "-Daskfirst.portable.issuers=http://localhost:" + home.port(),
                "-Daskfirst.enter.per-network=100000",
                "-Daskfirst.enter.per-instance=100000");
        var acme = part("controllers/acme");
        var cobbler = acme.deepCopy().toString().replace("\"acme\"", "\"cobbler\"");
        put("controllers/acme", acme.toString().replace("acme.example/privacy", "other.example/privacy"));
        put("controllers/cobbler", cobbler);
        for (var language : List.of("en", "de")) {
            var notice = (ObjectNode) notice(language);
            notice.remove("hash");
            notice.put("id", "cobbler-marketing").put("controller", "cobbler");
            put("notices/cobbler-marketing", notice.toString());
        }
        put("senders/agency", part("senders/agency").toString().replace("\"acme\",", "\"acme\",\"cobbler\","));
    }

    @AfterAll
    static void bothEnd() {
        if (home != null) home.close();
        if (away != null) away.close();
    }

    @Test
    void theyAgree() throws Exception {
        var random = new Random(7);
        var life = new Life(home, random);
        var people = new ArrayList<String>();
        for (var i = 0; i < PEOPLE; i++) people.add("mailto:portable-%d@outside.example".formatted(i));
        for (var ana : people) {
            life.lead(ana);
            move(ana);
        }
        var outcomes = new HashMap<String, Integer>();
        for (var asked = 0; asked < QUESTIONS; asked += BATCH) {
            var questions = new ArrayList<Map<String, Object>>();
            for (var i = 0; i < BATCH; i++) questions.add(life.question(people.get(random.nextInt(PEOPLE))));
            compare(questions, outcomes);
        }
        for (var outcome : List.of("permit", "deny", "defer"))
            assertTrue(outcomes.getOrDefault(outcome, 0) > QUESTIONS / 50, outcomes::toString);
        System.out.println("two installations agreed on " + QUESTIONS + " questions: " + outcomes);
    }

    private static void compare(List<Map<String, Object>> questions, Map<String, Integer> outcomes) throws Exception {
        var here = decisions(home, questions);
        var there =
                decisions(away, questions.stream().map(PortableTermsIT::renamed).toList());
        for (var i = 0; i < questions.size(); i++) {
            var question = questions.get(i);
            assertEquals(told(here.get(i)), told(there.get(i)), () -> question.toString());
            outcomes.merge(here.get(i).path("outcome").asText(), 1, Integer::sum);
        }
    }

    /** What a sender learns: outcome, reasons, when. */
    private static String told(JsonNode decision) {
        var reasons = new ArrayList<String>();
        decision.path("reasons")
                .forEach(it ->
                        reasons.add(it.path("code").asText() + it.path("until").asText()));
        return decision.path("outcome").asText() + " " + reasons + " "
                + decision.path("notBefore").asText();
    }

    private static Map<String, Object> renamed(Map<String, Object> question) {
        var other = new HashMap<>(question);
        if ("acme".equals(other.get("controller"))) other.put("controller", "cobbler");
        return other;
    }

    private static JsonNode decisions(RunningService service, List<Map<String, Object>> questions) throws Exception {
        var reply = service.post(
                "/v1/decisions/batch", service.senderToken("agency"), Json.write(Map.of("questions", questions)));
        assertEquals(200, reply.statusCode(), reply::body);
        return Json.MAPPER.readTree(reply.body()).get("decisions");
    }

    /** They take the document, and type one code. */
    private static void move(String ana) throws Exception {
        var token = LocalTokens.issue(
                home.data().resolve("keys"),
                "person",
                Optional.empty(),
                Optional.of(Life.person(home, ana)),
                Duration.ofHours(1));
        var signed = home.send("GET", "/v1/me/terms", token, "");
        assertEquals(200, signed.statusCode(), signed::body);
        var body = new HashMap<String, Object>(
                Map.of("terms", Json.MAPPER.readTree(signed.body()).get("terms").textValue(), "contact", ana));
        var asked = bring(body);
        assertEquals(202, asked.statusCode(), asked::body);
        body.put("code", digits());
        var taken = bring(body);
        assertEquals(201, taken.statusCode(), taken::body);
        assertEquals(
                "[]", Json.MAPPER.readTree(taken.body()).path("left").toString(), "all of it means something there");
    }

    /** Nobody has a token for it. */
    private static HttpResponse<String> bring(Map<String, Object> body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + away.port() + "/v1/terms"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String digits() {
        var folder = away.data().resolve("mail");
        Await.until("a letter", PATIENCE, () -> newest(folder).isPresent());
        var file = newest(folder).orElseThrow();
        read.add(file);
        try {
            var found = DIGITS.matcher(Files.readString(file));
            assertTrue(found.find());
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> newest(Path folder) {
        if (!Files.exists(folder)) return Optional.empty();
        try (var files = Files.list(folder)) {
            return files.filter(it -> !read.contains(it)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode part(String path) throws Exception {
        var reply = away.send("GET", "/v1/catalog/" + path, away.token("admin"), "");
        assertEquals(200, reply.statusCode(), reply::body);
        return Json.MAPPER.readTree(reply.body());
    }

    private static JsonNode notice(String language) throws Exception {
        for (var notice : part("").path("notices"))
            if (notice.path("id").asText().equals("acme-marketing")
                    && notice.path("language").asText().equals(language)) return notice;
        throw new AssertionError("no notice in " + language);
    }

    private static void put(String path, String body) throws Exception {
        Life.ok(away.send("PUT", "/v1/catalog/" + path, away.token("admin"), body));
    }
}
