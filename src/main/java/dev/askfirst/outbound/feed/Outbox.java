package dev.askfirst.outbound.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.platform.postgres.Sql;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores the changes for subscribers, in the transaction that records them. */
public final class Outbox {

    private static final Sql ADD =
            Sql.of("insert into outbox (page_id, n, changes, urgent) values (:page, :n, :changes, :urgent)");

    private Outbox() {}

    /** Adds the changes of one transaction, in their order, as one row beside its page. None is fine. */
    public static void add(Connection connection, UUID page, List<Change> changes) throws SQLException {
        if (changes.isEmpty()) return;
        ADD.with("page", page)
                .with("n", changes.size())
                .with("changes", json(changes))
                .with(
                        "urgent",
                        changes.stream().anyMatch(change -> change.type().isUrgent()))
                .update(connection);
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

    /** Written by hand: a file of a million acts tells of each of them. */
    private static String json(List<Change> changes) {
        var json = new StringBuilder(320 * changes.size());
        var separator = '[';
        for (var change : changes) {
            json.append(separator).append("{\"id\":\"").append(change.id());
            json.append("\",\"type\":\"").append(change.type().text()).append("\",\"controller\":");
            JsonText.quote(change.controller(), json);
            json.append(",\"at\":\"").append(change.at()).append('"');
            change.person()
                    .ifPresent(person -> json.append(",\"person\":\"")
                            .append(person)
                            .append("\",\"version\":")
                            .append(change.version()));
            if (!change.spokenTo().isEmpty()) texts("spokenTo", change.spokenTo(), json);
            if (!change.data().isEmpty()) json.append(",\"data\":").append(Entry.canonical(change.data()));
            json.append('}');
            separator = ',';
        }
        return json.append(']').toString();
    }

    private static void texts(String name, List<String> texts, StringBuilder json) {
        json.append(",\"").append(name).append("\":");
        var separator = '[';
        for (var text : texts) {
            JsonText.quote(text, json.append(separator));
            separator = ',';
        }
        json.append(']');
    }
}
