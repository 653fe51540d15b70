package dev.askfirst.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the service says. Whatever is not understood is no permit; members that are not known are passed over. */
final class Replies {

    static final JsonMapper JSON = new JsonMapper();

    private Replies() {}

    /** The body of a success; else the exception that fits. */
    static JsonNode read(Transport.Reply reply, String key) {
        var body = parse(reply.body());
        if (reply.status() == 200 || reply.status() == 201) return body;
        throw failure(reply.status(), body, key);
    }

    static String problem(Transport.Reply reply) {
        return said(reply.status(), parse(reply.body()));
    }

    /** What became of one question: of a reply, or of an item of a batch. */
    static Answer answer(JsonNode json, String key) {
        if (json.has("error")) throw failure(json.at("/error/status").asInt(), json.get("error"), key);
        try {
            return switch (text(json, "outcome")) {
                case "permit" -> permit(json);
                case "defer" -> new Defer(text(json, "id"), instant(json, "notBefore"), reasons(json), json);
                case "deny" -> new Deny(text(json, "id"), reasons(json), json);
                default -> throw new IllegalArgumentException("unknown outcome");
            };
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw new DoNotSend.NoAnswer(key, "the answer cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Whether waiting may help. */
    static boolean isPassing(JsonNode item) {
        var status = item.at("/error/status").asInt();
        return status == 429 || status == 503;
    }

    private static Permit permit(JsonNode json) {
        var obligations = new ArrayList<Obligation>();
        for (var it : json.path("obligations"))
            obligations.add(new Obligation(
                    it.path("type").asText(), optional(it, "name"), it.path("value").asText(), optional(it, "text")));
        var id = text(json, "id");
        var unknown = obligations.stream().filter(it -> !it.isKnown()).map(Obligation::type).toList();
        if (!unknown.isEmpty()) throw new DoNotSend.UnknownObligation(id, unknown);
        return new Permit(id, instant(json, "validUntil"), List.copyOf(obligations), json);
    }

    private static List<Reason> reasons(JsonNode json) {
        var reasons = new ArrayList<Reason>();
        for (var it : json.path("reasons"))
            reasons.add(new Reason(text(it, "code"), optional(it, "detail"), optional(it, "until").map(Instant::parse)));
        return List.copyOf(reasons);
    }

    private static DoNotSend failure(int status, JsonNode problem, String key) {
        var said = said(status, problem);
        return switch (status) {
            case 401, 403 -> new DoNotSend.NotAllowed(said);
            case 400, 409, 413, 415, 422 -> new DoNotSend.WrongQuestion(code(problem), said, errors(problem));
            default -> new DoNotSend.NoAnswer(key, said, null);
        };
    }

    private static String said(int status, JsonNode problem) {
        return "%d %s: %s".formatted(status, code(problem), problem.path("detail").asText(problem.path("title").asText()));
    }

    private static String code(JsonNode problem) {
        return problem.path("type").asText("about:blank").replaceFirst(".*/", "");
    }

    private static List<String> errors(JsonNode problem) {
        var errors = new ArrayList<String>();
        for (var it : problem.path("errors"))
            errors.add(it.path("field").asText() + " " + it.path("message").asText());
        return errors;
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException unreadable) {
            return JSON.missingNode();
        }
    }

    private static String text(JsonNode json, String member) {
        return optional(json, member).orElseThrow(() -> new IllegalArgumentException(member + " is missing"));
    }

    private static Instant instant(JsonNode json, String member) {
        return Instant.parse(text(json, member));
    }

    private static Optional<String> optional(JsonNode json, String member) {
        return Optional.ofNullable(json.path(member).textValue());
    }
}
