package dev.askfirst.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is asked for: the entries of a time, as lines of JSON or CSV, all or those that match. */
public record ExportRequest(Instant from, Instant to, Format format, Filters filters, Long since) {

    /** How entries stand in the files. */
    public enum Format {
        NDJSON,
        CSV
    }

    /** An entry matches if it has all of these; a topic matches those below it too. */
    public record Filters(
            String kind,
            String outcome,
            String reason,
            String sender,
            String controller,
            String topic,
            String channel,
            UUID person) {}

    private static final int LONGEST = 100;

    /** Refuses what cannot be. */
    void check() {
        var checks = new Checks();
        checks.require("from", from);
        checks.require("to", to);
        checks.require("format", format);
        if (from != null && to != null && !from.isBefore(to)) checks.error("to", "is not after `from`");
        bounded(checks, "from", from);
        bounded(checks, "to", to);
        if (since != null && since < 0) checks.error("since", "is not the size of a checkpoint");
        if (filters != null) {
            for (var text : List.of("kind", "outcome", "reason", "sender", "controller", "topic", "channel")) {
                var value = Json.MAPPER.<ObjectNode>valueToTree(filters).path(text);
                checks.text("filters." + text, value.textValue(), LONGEST);
            }
        }
        checks.done();
    }

    /** The person that it is about, if it is about one. */
    Optional<UUID> subject() {
        return Optional.ofNullable(filters).map(Filters::person);
    }

    /**
     * As it stands in the entry and with the job: times as entries have them, nothing that was left out.
     *
     * @param controllers those that whoever orders it is limited to
     */
    ObjectNode body(Optional<List<String>> controllers) {
        var body = Json.MAPPER.createObjectNode();
        controllers.ifPresent(it -> body.set(Export.CONTROLLERS, Json.MAPPER.valueToTree(it)));
        body.put("from", text(from));
        body.put("to", text(to));
        body.put("format", Json.text(format));
        if (since != null) body.put("since", since);
        var present = Json.MAPPER.createObjectNode();
        Optional.ofNullable(filters)
                .map(it -> Json.MAPPER.<ObjectNode>valueToTree(it))
                .ifPresent(it -> it.properties().forEach(member -> {
                    if (!member.getValue().isNull()) present.set(member.getKey(), member.getValue());
                }));
        if (!present.isEmpty()) body.set("filters", present);
        return body;
    }

    private static String text(Instant at) {
        var text = new StringBuilder();
        JsonText.time(at, text);
        return text.toString();
    }

    private static void bounded(Checks checks, String field, Instant at) {
        if (at == null) return;
        if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-01-01T00:00:00Z")))
            checks.error(field, "is not between the years 1970 and 9999");
    }
}
