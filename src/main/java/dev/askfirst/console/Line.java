package dev.askfirst.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.search.FoundEntry;
import dev.askfirst.selfservice.form.CatalogNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An entry as one line of a list.
 *
 * @param time when it was recorded; empty if nothing says
 * @param what in few words, parts of the catalog by their names
 * @param answer the outcome of a decision, and codes beside it
 * @param provable whether there is a yes behind it that can be proved: it is a permit that names one, or a yes itself
 */
public record Line(
        String id,
        String kind,
        Optional<Instant> time,
        List<Part> what,
        String answer,
        List<String> codes,
        boolean provable) {

    /**
     * One of these words.
     *
     * @param id by which the catalog knows it; empty if it is a name of nothing
     */
    public record Part(String name, String id) {}

    /** What lines can be sorted by. */
    static final Map<String, Comparator<Line>> ORDERS = Map.of(
            "when",
            Comparator.comparing(it -> it.time().orElse(Instant.MIN)),
            "kind",
            Comparator.comparing(Line::kind),
            "what",
            Comparator.comparing(Line::said, String.CASE_INSENSITIVE_ORDER),
            "answer",
            Comparator.comparing(it -> it.answer() + it.codes()));

    /** When, to the second; empty if nothing says. */
    public String at() {
        return time.map(Moments::listed).orElse("");
    }

    /** What it says without its marks, for those who hear it. */
    public String said() {
        return what.stream().map(Part::name).collect(Collectors.joining(" · "));
    }

    private static final List<String> TIMES = List.of("decided", "known", "made", "at");
    private static final List<String> YES = List.of("grant", "confirmation");
    private static final List<String> WHAT =
            List.of("event", "sender", "controller", "topic", "channel", "what", "reason", "month", "format");

    static Line of(FoundEntry found, CatalogNames names) {
        var entry = entry(found);
        var at = TIMES.stream()
                .filter(entry::has)
                .findFirst()
                .flatMap(it -> Times.parse(entry.get(it).asText()));
        var codes = StreamSupport.stream(entry.path("reasons").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Line(
                found.id(),
                found.kind(),
                at,
                found.entry() == null ? List.of(new Part(found.why().orElse(""), "")) : what(entry, names),
                entry.path("outcome").asText(),
                codes,
                entry.has("grant") || YES.contains(entry.path("event").asText()));
    }

    private static List<Part> what(JsonNode entry, CatalogNames names) {
        return WHAT.stream()
                .flatMap(member -> Stream.of(entry, entry.path("act"))
                        .map(place -> place.path(member))
                        .filter(JsonNode::isTextual)
                        .map(text -> part(member, text.asText(), names)))
                .toList();
    }

    private static Part part(String member, String text, CatalogNames names) {
        return switch (member) {
            case "sender" -> new Part(names.sender(text), text);
            case "controller" -> text.equals(Scope.ALL) ? new Part("*", "") : new Part(names.controller(text), text);
            case "topic" -> new Part(names.topic(text), text);
            case "channel" -> new Part(names.channel(text), text);
            default -> new Part(text, "");
        };
    }

    static JsonNode entry(FoundEntry found) {
        try {
            return found.entry() == null ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(found.entry());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
