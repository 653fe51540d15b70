package dev.askfirst.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.platform.postgres.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An order for a piece of the record, as it was recorded. */
record Export(UUID id, Instant at, JsonNode by, ObjectNode body) {

    /** The member for the controllers that whoever ordered it was limited to. */
    static final String CONTROLLERS = "controllers";

    /** The entry that is recorded of it. */
    Entry entry() {
        var members = body.deepCopy();
        var time = new StringBuilder();
        JsonText.time(at, time);
        members.put("at", time.toString());
        members.set("by", by);
        members.put("id", id.toString());
        members.put("kind", "export");
        return Entry.of(members);
    }

    /** One row with the columns id, at, by, body. */
    static Export read(Row row) throws SQLException {
        return new Export(
                row.id("id"), row.time("at"), Json.stored(row.text("by")), (ObjectNode) Json.stored(row.text("body")));
    }

    boolean isCsv() {
        return body.get("format").textValue().equals("csv");
    }

    JsonNode filters() {
        return body.path("filters");
    }

    /** The controllers that whoever ordered it was limited to; empty if they were not. */
    Optional<List<String>> controllers() {
        return Optional.ofNullable(body.get(CONTROLLERS))
                .map(it -> it.valueStream().map(JsonNode::textValue).toList());
    }

    /** Whether somebody who is limited to these controllers may have it: no others were let into it. */
    boolean isWithin(Optional<List<String>> limit) {
        return limit.isEmpty() || controllers().filter(limit.get()::containsAll).isPresent();
    }
}
