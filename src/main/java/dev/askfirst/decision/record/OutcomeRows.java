package dev.askfirst.decision.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the outcomes of permits. */
public final class OutcomeRows {

    public static final String DETAIL = "detail";
    public static final String CLAIMED = "claimed";

    private static final Sql LOAD = Sql.of("""
            select o.decision_id, o.id, o.outcome, o.made, o.known, e.texts::text as texts
            from outcome o left join evidence e on e.event = o.id
            where o.decision_id = any (:decisions::uuid[]) order by o.decision_id, o.n""");

    private OutcomeRows() {}

    /** The outcomes of each of these decisions, in the order of the reports. */
    public static Map<UUID, List<OutcomeReply>> load(Connection connection, Collection<UUID> decisions)
            throws SQLException {
        var found = new HashMap<UUID, List<OutcomeReply>>();
        if (decisions.isEmpty()) return found;
        LOAD.with("decisions", decisions)
                .each(
                        connection,
                        row -> found.computeIfAbsent(row.id("decision_id"), _ -> new ArrayList<>(2))
                                .add(read(row)));
        return found;
    }

    public static List<OutcomeReply> of(Connection connection, UUID decision) throws SQLException {
        return load(connection, List.of(decision)).getOrDefault(decision, List.of());
    }

    private static OutcomeReply read(Row row) throws SQLException {
        var texts = row.optionalText("texts");
        return new OutcomeReply(
                row.id("id"),
                Outcome.parse(row.text("outcome")).orElseThrow(),
                row.time("made"),
                row.time("known"),
                texts.flatMap(it -> text(it, CLAIMED)).map(Instant::parse),
                texts.flatMap(it -> text(it, DETAIL)));
    }

    private static Optional<String> text(String texts, String member) {
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(texts).get(member)).map(JsonNode::textValue);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the texts of an outcome are not JSON", e);
        }
    }
}
