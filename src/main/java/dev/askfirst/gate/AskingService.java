package dev.askfirst.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The service that is asked, over HTTP. Whatever goes wrong there is an answer by the deadline, and never a permit. */
public final class AskingService {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String SECONDS = "6";
    private static final Set<String> LEFT_TO_THE_MAILER = Set.of("link", "disclose", "contact", "feedback");

    private final String url;
    private final Supplier<String> token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** @param token of role sender, as it is now */
    public AskingService(String url, Supplier<String> token) {
        this.url = url;
        this.token = token;
    }

    /**
     * Asks; once more under the same key if the connection broke.
     *
     * @param key of this attempt to send this message
     */
    Answer ask(ObjectNode question, String key) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        var answer = attempt(question, key, PATIENCE);
        if (answer instanceof Answer.None && System.nanoTime() < until - PATIENCE.toNanos() / 2) {
            return attempt(question, key, Duration.ofNanos(until - System.nanoTime()));
        }
        return answer;
    }

    /** What the service says of a text, as members of a question's {@code message}; empty if it says nothing. */
    Optional<ObjectNode> fingerprint(String text, Optional<String> controller) {
        if (text.isEmpty()) return Optional.empty();
        var body = Json.MAPPER.createObjectNode().put("text", text);
        controller.ifPresent(it -> body.put("controller", it));
        try {
            var reply = post("/v1/fingerprints", body, SHORT, Map.of());
            if (reply.statusCode() != 200 || !(Json.MAPPER.readTree(reply.body()) instanceof ObjectNode said))
                return Optional.empty();
            return Optional.of(said.retain("words", "fingerprint"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Says what became of a permit; true if that is on record. */
    boolean report(String decision, String outcome, String detail) {
        var body = Json.MAPPER.createObjectNode().put("outcome", outcome).put("detail", detail);
        try {
            var reply = post("/v1/decisions/" + decision + "/outcome", body, PATIENCE, Map.of());
            return reply.statusCode() / 100 == 2;
        } catch (IOException _) {
            return false;
        }
    }

    private Answer attempt(ObjectNode question, String key, Duration most) {
        try {
            var headers = Map.of("Idempotency-Key", key, "Request-Timeout", SECONDS, "Accept-Language", "en");
            var reply = post("/v1/decisions", question, most, headers);
            var body = Json.MAPPER.readTree(reply.body());
            return switch (reply.statusCode()) {
                case 200 -> answer(body);
                case 400, 403, 413, 415, 422 -> new Answer.Refused(problem(body));
                case 401 -> new Answer.None("the service does not know the gate's token");
                default ->
                    new Answer.None(
                            "the service cannot answer: " + body.path("detail").asText("status " + reply.statusCode()));
            };
        } catch (IOException _) {
            return new Answer.None("the service does not answer");
        }
    }

    private HttpResponse<byte[]> post(String path, JsonNode body, Duration most, Map<String, String> headers)
            throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(most)
                .header("Authorization", "Bearer " + token.get())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted");
        }
    }

    static Answer answer(JsonNode body) {
        var id = body.path("id").asText();
        return switch (body.path("outcome").asText()) {
            case "permit" -> permit(id, body.path("obligations"));
            case "defer" -> new Answer.Defer(id, body.path("notBefore").asText(), why(body));
            case "deny" -> new Answer.Deny(id, why(body));
            default -> new Answer.None("the service gave an answer that the gate does not know");
        };
    }

    private static Answer permit(String id, JsonNode obligations) {
        var headers = new LinkedHashMap<String, String>();
        for (var each : obligations) {
            var type = each.path("type").asText();
            var name = each.path("name").asText();
            var value = each.path("value").asText();
            if (LEFT_TO_THE_MAILER.contains(type)) continue;
            if (!type.equals("add_header") || !name.matches("[!-9;-~]+") || !value.matches("[ -~]{1,900}")) {
                return new Answer.Unfulfillable(id, type);
            }
            headers.put(name, value);
        }
        return new Answer.Permit(id, headers);
    }

    /** Such as {@code consent_unknown: The person has not said yes to this.} */
    private static String why(JsonNode body) {
        return StreamSupport.stream(body.path("reasons").spliterator(), false)
                .map(it -> it.path("code").asText() + ": " + it.path("detail").asText())
                .collect(Collectors.joining(" "));
    }

    private static String problem(JsonNode body) {
        var fields = StreamSupport.stream(body.path("errors").spliterator(), false)
                .map(it -> "`%s` %s"
                        .formatted(it.path("field").asText(), it.path("message").asText()))
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? body.path("detail").asText(body.path("title").asText()) : fields;
    }
}
