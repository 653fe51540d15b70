package dev.askfirst.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An order for a piece of the record, as it was recorded. */
record Export(UUID id, Instant at, JsonNode by, ObjectNode body) {

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
    static Export read(ResultSet row) throws SQLException {
        try {
            return new Export(
                    row.getObject("id", UUID.class),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    Json.MAPPER.readTree(row.getString("by")),
                    (ObjectNode) Json.MAPPER.readTree(row.getString("body")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isCsv() {
        return body.get("format").textValue().equals("csv");
    }

    JsonNode filters() {
        return body.path("filters");
    }
}
