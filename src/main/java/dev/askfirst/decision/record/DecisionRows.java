package dev.askfirst.decision.record;

import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.policy.term.Authorship;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads decisions back from the record. */
public final class DecisionRows {

    /** A decision as it is written and read. */
    public static final RowType DECISION = RowType.of(
            "decision",
            1,
            "id",
            "decided_at",
            "mode",
            "asked_at",
            "sender",
            "controller",
            "topic",
            "channel",
            "point_id",
            "stranger",
            "authorship",
            "critical",
            "author",
            "campaign",
            "salt",
            "outcome",
            "reasons",
            "cut",
            "grant_id",
            "valid_until",
            "not_before",
            "terms_version",
            "catalog_version",
            "suppressions",
            "page_id",
            "slot");

    /** Selects decisions with everything that their entries need; conditions may follow. */
    static final String SELECT =
            "select %s, facts from decision left join decision_facts on decision_facts.id = decision.id"
                    .formatted(DECISION.columns("decision."));

    private DecisionRows() {}

    public static Map<UUID, DecisionRecord> load(Connection connection, Collection<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, DecisionRecord>();
        if (ids.isEmpty()) return found;
        try (var select = connection.prepareStatement(SELECT + " where decision.id = any (?)")) {
            PgArray.ids(select, 1, ids);
            var row = select.executeQuery();
            while (row.next()) {
                var recorded = read(row);
                found.put(recorded.id(), recorded);
            }
            return found;
        }
    }

    /** One row of {@link #SELECT}. */
    public static DecisionRecord read(ResultSet row) throws SQLException {
        var facts = text(row, "facts");
        var message = new MessageContext.Message(
                constant(Authorship.class, row.getString("authorship")),
                text(row, "author"),
                text(row, "campaign"),
                row.getBoolean("critical"));
        return new DecisionRecord(
                row.getObject("id", UUID.class),
                time(row, "decided_at").orElseThrow(),
                row.getString("sender"),
                row.getString("controller"),
                new MessageContext(
                        row.getString("topic"),
                        row.getString("channel"),
                        message,
                        constant(Mode.class, row.getString("mode")),
                        time(row, "asked_at")),
                new DecisionRecord.About(id(row, "point_id"), id(row, "stranger")),
                verdict(row, facts),
                new DecisionRecord.Basis(
                        row.getLong("terms_version"),
                        row.getLong("catalog_version"),
                        texts(row.getArray("suppressions")),
                        DecisionFacts.read(facts)),
                Optional.ofNullable(row.getBytes("salt")).map(salt -> new DecisionRecord.Texts(salt, message.texts())));
    }

    private static DecisionRecord.Verdict verdict(ResultSet row, Optional<String> facts) throws SQLException {
        return new DecisionRecord.Verdict(
                constant(DecisionRecord.Outcome.class, row.getString("outcome")),
                DecisionFacts.reasons(facts, texts(row.getArray("reasons"))),
                row.getBoolean("cut"),
                id(row, "grant_id"),
                time(row, "valid_until"),
                time(row, "not_before"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static Optional<UUID> id(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static List<String> texts(Array array) throws SQLException {
        return Stream.of((String[]) array.getArray()).toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }
}
