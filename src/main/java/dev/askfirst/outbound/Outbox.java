package dev.askfirst.outbound;

import dev.askfirst.platform.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
