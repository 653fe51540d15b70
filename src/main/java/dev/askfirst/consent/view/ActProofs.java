package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Proofs that acts are in the log: the text that was hashed and an inclusion proof, for anybody who has the log's key.
 */
final class ActProofs {

    private ActProofs() {}

    /** The proofs of the acts that are sealed already, in the given order. */
    static ArrayNode of(Connection connection, List<RecordedAct> acts) throws SQLException {
        var all = Json.MAPPER.createArrayNode();
        var log = PublishedLog.now(connection);
        if (log.isEmpty()) return all;
        var byId = acts.stream().collect(Collectors.toMap(RecordedAct::id, Function.identity(), (one, _) -> one));
        try (var select = connection.prepareStatement(
                "select id, page_id, slot from consent_event where id = any (?) order by known, id")) {
            PgArray.ids(select, 1, byId.keySet());
            var row = select.executeQuery();
            while (row.next()) {
                var id = row.getObject(1, UUID.class);
                log.get()
                        .proof(row.getObject(2, UUID.class), row.getInt(3))
                        .ifPresent(proof -> all.addObject()
                                .put("id", id.toString())
                                .put("entry", byId.get(id).entry().json())
                                .put("proof", proof.text()));
            }
        }
        return all;
    }
}
