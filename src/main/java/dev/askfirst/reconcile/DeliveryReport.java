package dev.askfirst.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/** A sender's report of what it sent, as it is recorded: which file, how many rows, for what time it is complete. */
record DeliveryReport(UUID id, Instant at, JsonNode by, ObjectNode body) {

    private static final Sql INSERT = Sql.of("""
            insert into reconciliation (id, at, by, body, page_id, slot)
            values (:id, :at, :by::jsonb, :body::jsonb, :page, :slot)""");

    static DeliveryReport of(Instant now, JsonNode by, Received received) {
        var body = Json.MAPPER.createObjectNode();
        body.put("from", text(received.first()));
        body.put("rejected", received.rejected());
        body.put("rows", received.count());
        body.put("sender", received.sender());
        body.put("sha256", HexFormat.of().formatHex(received.sha256()));
        body.put("to", text(received.last()));
        return new DeliveryReport(Ids.at(now), now, by, body);
    }

    Entry entry() {
        var members = body.deepCopy();
        members.put("at", text(at));
        members.set("by", by);
        members.put("id", id.toString());
        members.put("kind", "reconciliation");
        return Entry.of(members);
    }

    void insert(Connection connection, UUID page, short slot) throws SQLException {
        INSERT.with("id", id)
                .with("at", at)
                .with("by", by.toString())
                .with("body", body.toString())
                .with("page", page)
                .with("slot", slot)
                .update(connection);
    }

    private static String text(Instant at) {
        var text = new StringBuilder();
        JsonText.time(at, text);
        return text.toString();
    }
}
