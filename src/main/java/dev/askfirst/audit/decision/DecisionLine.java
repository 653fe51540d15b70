package dev.askfirst.audit.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One decision, read only as far as counting and searching need it.
 *
 * @param point the contact point; empty for an address that is nobody's
 */
public record DecisionLine(Instant decided, Shape shape, Optional<UUID> point) {

    /** What a decision has in common with many others. */
    public record Shape(String sender, String topic, String channel, String outcome, List<String> reasons) {}

    /** The decisions of a page, in their order. */
    static List<DecisionLine> of(String templates, String lines) {
        var read = templates.lines().map(DecisionLine::template).toList();
        var all = new ArrayList<DecisionLine>();
        for (var line : lines.split("\n")) {
            var point = PageText.point(line);
            all.add(read.get(PageText.number(line))
                    .at(point.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(point))));
        }
        return all;
    }

    private DecisionLine at(Optional<UUID> known) {
        return new DecisionLine(decided, shape, known);
    }

    /** A template is the entry itself, once its gaps are closed; that of a number is not needed. */
    private static DecisionLine template(String template) {
        var entry = Json.stored(
                template.replace("\"terms\":" + Entry.GAP, "\"terms\":0").replace(Character.toString(Entry.GAP), ""));
        return new DecisionLine(
                Instant.parse(text(entry, "decided")),
                new Shape(
                        text(entry, "sender"),
                        text(entry, "topic"),
                        text(entry, "channel"),
                        text(entry, "outcome"),
                        entry.get("reasons")
                                .valueStream()
                                .map(JsonNode::textValue)
                                .toList()),
                Optional.empty());
    }

    private static String text(JsonNode entry, String member) {
        return entry.get(member).textValue();
    }
}
