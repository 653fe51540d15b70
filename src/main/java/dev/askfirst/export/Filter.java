package dev.askfirst.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which entries an export holds with their facts. */
final class Filter {

    private final JsonNode wanted;
    private final Set<String> subject;

    /**
     * Of what was asked for.
     *
     * @param subject under which ids entries about the person stand who was asked for
     */
    Filter(JsonNode wanted, Set<String> subject) {
        this.wanted = wanted;
        this.subject = subject;
    }

    boolean lets(String json) {
        if (wanted.isEmpty()) return true;
        try {
            var entry = Json.MAPPER.readTree(json);
            return wanted.properties().stream()
                    .allMatch(it -> fits(it.getKey(), it.getValue().textValue(), entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean fits(String name, String value, JsonNode entry) {
        return switch (name) {
            case "reason" -> holds(entry.path("reasons"), value);
            case "topic" ->
                member(entry, name)
                        .filter(it -> it.equals(value) || it.startsWith(value + "."))
                        .isPresent();
            case "person" ->
                // What became of a message names the decision alone.
                Stream.of(name, "point", "decision")
                        .flatMap(it -> member(entry, it).stream())
                        .anyMatch(subject::contains);
            case "sender" -> member(entry, name).filter(value::equals).isPresent() || isRecordedBy(entry, value);
            default -> member(entry, name).filter(value::equals).isPresent();
        };
    }

    /** Of an act, what it is about stands one deeper; so does the sender that recorded something. */
    private static Optional<String> member(JsonNode entry, String name) {
        for (var place : new JsonNode[] {entry, entry.path("act"), entry.path("by")})
            if (place.path(name).isTextual())
                return Optional.of(place.path(name).textValue());
        return Optional.empty();
    }

    /** What people said names no sender, but whose token recorded it. */
    private static boolean isRecordedBy(JsonNode entry, String sender) {
        var by = entry.path("act").path("by");
        return by.path("role").asText().equals(Caller.SENDER)
                && by.path("subject").asText().equals(sender);
    }

    private static boolean holds(JsonNode texts, String value) {
        for (var text : texts) if (text.isTextual() && text.textValue().equals(value)) return true;
        return false;
    }
}
