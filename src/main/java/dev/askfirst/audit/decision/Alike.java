package dev.askfirst.audit.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.util.List;

/**
 * The decisions of one page that do not differ in what is counted.
 *
 * @param count how many, at least 1
 */
public record Alike(Instant decided, Shape shape, long count) {

    /** What a decision has in common with many others. */
    public record Shape(String sender, String topic, String channel, String outcome, List<String> reasons) {}

    /** Those of this template, which is the entry itself, once its gaps are closed; that of a number is not needed. */
    static Alike of(String template, long count) {
        var entry = Json.stored(
                template.replace("\"terms\":" + Entry.GAP, "\"terms\":0").replace(Character.toString(Entry.GAP), ""));
        return new Alike(
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
                count);
    }

    private static String text(JsonNode entry, String member) {
        return entry.get(member).textValue();
    }
}
