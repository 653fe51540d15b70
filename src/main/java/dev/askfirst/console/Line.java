package dev.askfirst.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.search.FoundEntry;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An entry as one line of a list.
 *
 * @param what in few words
 * @param answer the outcome of a decision, and codes beside it
 * @param provable whether there is a yes behind it that can be proved: it is a permit that names one, or a yes itself
 */
public record Line(
        String id, String kind, String at, String what, String answer, List<String> codes, boolean provable) {

    private static final List<String> TIMES = List.of("decided", "known", "made", "at");
    private static final List<String> YES = List.of("grant", "confirmation");
    private static final List<String> WHAT =
            List.of("event", "sender", "controller", "topic", "channel", "what", "reason", "month", "format");

    static Line of(FoundEntry found) {
        var entry = entry(found);
        var at = TIMES.stream()
                .filter(entry::has)
                .findFirst()
                .map(it -> entry.get(it).asText())
                .orElse("");
        var what = WHAT.stream()
                .flatMap(it -> Stream.of(entry, entry.path("act")).map(place -> place.path(it)))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .toList();
        var codes = StreamSupport.stream(entry.path("reasons").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Line(
                found.id(),
                found.kind(),
                at.length() > 23 ? at.substring(0, 10) + " " + at.substring(11, 19) : at,
                found.entry() == null ? found.why().orElse("") : String.join(" · ", what),
                entry.path("outcome").asText(),
                codes,
                entry.has("grant") || YES.contains(entry.path("event").asText()));
    }

    static JsonNode entry(FoundEntry found) {
        try {
            return found.entry() == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(found.entry());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
