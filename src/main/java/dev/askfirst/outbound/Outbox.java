package dev.askfirst.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Json;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps what subscribers are to be told, in the transaction in which it happened. */
public final class Outbox {

    private Outbox() {}

    /** Adds the changes of one transaction, in their order, as one row beside its page. None is fine. */
    public static void add(Connection connection, UUID page, List<Change> changes) throws SQLException {
        if (changes.isEmpty()) return;
        try (var insert =
                connection.prepareStatement("insert into outbox (page_id, n, changes, urgent) values (?, ?, ?, ?)")) {
            insert.setObject(1, page);
            insert.setInt(2, changes.size());
            insert.setString(3, json(changes));
            insert.setBoolean(
                    4, changes.stream().anyMatch(change -> change.type().isUrgent()));
            insert.executeUpdate();
        }
    }

    /** The changes of a row, in their order. */
    static List<Change> read(String changes) {
        try {
            var all = new ArrayList<Change>();
            for (var node : Json.MAPPER.readTree(changes)) all.add(change(node));
            return all;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Change change(JsonNode node) {
        var spokenTo = new ArrayList<String>();
        for (var controller : node.path("spokenTo")) spokenTo.add(controller.asText());
        return new Change(
                UUID.fromString(node.get("id").asText()),
                Change.Type.of(node.get("type").asText()),
                Optional.ofNullable(node.get("person")).map(person -> UUID.fromString(person.asText())),
                node.path("version").asLong(),
                node.get("controller").asText(),
                spokenTo,
                Instant.parse(node.get("at").asText()),
                node.path("data") instanceof ObjectNode data ? data : Change.noData());
    }

    private static String json(List<Change> changes) {
        var all = Json.MAPPER.createArrayNode();
        for (var change : changes) {
            var node = all.addObject()
                    .put("id", change.id().toString())
                    .put("type", change.type().text())
                    .put("controller", change.controller())
                    .put("at", change.at().toString());
            change.person()
                    .ifPresent(person -> node.put("person", person.toString()).put("version", change.version()));
            if (!change.spokenTo().isEmpty()) node.set("spokenTo", Json.MAPPER.valueToTree(change.spokenTo()));
            if (!change.data().isEmpty()) node.set("data", change.data());
        }
        return all.toString();
    }
}
