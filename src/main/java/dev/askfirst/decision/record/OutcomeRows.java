package dev.askfirst.decision.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.PgArray;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    private OutcomeRows() {}

    /** The outcomes of each of these decisions, in the order of the reports. */
    public static Map<UUID, List<OutcomeReply>> load(Connection connection, Collection<UUID> decisions)
            throws SQLException {
        var found = new HashMap<UUID, List<OutcomeReply>>();
        if (decisions.isEmpty()) return found;
        try (var select = connection.prepareStatement("""
                select o.decision_id, o.id, o.outcome, o.made, o.known, e.texts::text
                from outcome o left join evidence e on e.event = o.id
                where o.decision_id = any (?) order by o.decision_id, o.n""")) {
            PgArray.ids(select, 1, decisions);
            var row = select.executeQuery();
            while (row.next()) {
                found.computeIfAbsent(row.getObject(1, UUID.class), _ -> new ArrayList<>(2))
                        .add(read(row));
            }
            return found;
        }
    }

    public static List<OutcomeReply> of(Connection connection, UUID decision) throws SQLException {
        return load(connection, List.of(decision)).getOrDefault(decision, List.of());
    }

    private static OutcomeReply read(ResultSet row) throws SQLException {
        return new OutcomeReply(
                row.getObject(2, UUID.class),
                Outcome.parse(row.getString(3)).orElseThrow(),
                time(row, 4),
                time(row, 5),
                text(row.getString(6), CLAIMED).map(Instant::parse),
                text(row.getString(6), DETAIL));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Optional<String> text(String texts, String member) {
        if (texts == null) return Optional.empty();
        try {
            return Optional.ofNullable(Json.MAPPER.readTree(texts).get(member)).map(JsonNode::textValue);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the texts of an outcome are not JSON", e);
        }
    }
}
