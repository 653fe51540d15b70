package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Proofs that acts are in the log: the text that was hashed and an inclusion proof, for anybody who has the log's key.
 */
final class ActProofs {

    private static final Sql PLACES =
            Sql.of("select id, page_id, slot from consent_event where id = any (:acts::uuid[]) order by known, id");

    private ActProofs() {}

    /** The proofs of the acts that are sealed already, in the given order. */
    static ArrayNode of(Connection connection, List<RecordedAct> acts) throws SQLException {
        var all = Json.MAPPER.createArrayNode();
        var log = PublishedLog.now(connection);
        if (log.isEmpty()) return all;
        var byId = acts.stream().collect(Collectors.toMap(RecordedAct::id, Function.identity(), (one, _) -> one));
        PLACES.with("acts", byId.keySet()).each(connection, row -> {
            var id = row.id("id");
            log.get()
                    .proof(row.id("page_id"), row.integer("slot"))
                    .ifPresent(proof -> all.addObject()
                            .put("id", id.toString())
                            .put("entry", byId.get(id).entry().json())
                            .put("proof", proof.text()));
        });
        return all;
    }
}
