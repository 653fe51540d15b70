package dev.askfirst.decision.record;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Authorship;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

    private static final Sql BY_ID = Sql.of(SELECT + " where decision.id = any (:ids::uuid[])");

    private DecisionRows() {}

    public static Map<UUID, DecisionRecord> load(Connection connection, Collection<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, DecisionRecord>();
        if (ids.isEmpty()) return found;
        BY_ID.with("ids", ids).each(connection, row -> {
            var recorded = read(row);
            found.put(recorded.id(), recorded);
        });
        return found;
    }

    /** One row of {@link #SELECT}. */
    public static DecisionRecord read(Row row) throws SQLException {
        var facts = row.optionalText("facts");
        var message = new MessageContext.Message(
                row.constant(Authorship.class, "authorship"),
                row.optionalText("author"),
                row.optionalText("campaign"),
                row.flag("critical"));
        return new DecisionRecord(
                row.id("id"),
                row.time("decided_at"),
                row.text("sender"),
                row.text("controller"),
                new MessageContext(
                        row.text("topic"),
                        row.text("channel"),
                        message,
                        row.constant(Mode.class, "mode"),
                        row.optionalTime("asked_at")),
                new DecisionRecord.About(row.optionalId("point_id"), row.optionalId("stranger")),
                verdict(row, facts),
                new DecisionRecord.Basis(
                        row.number("terms_version"),
                        row.number("catalog_version"),
                        row.texts("suppressions"),
                        DecisionFacts.read(facts)),
                row.optionalBytes("salt").map(salt -> new DecisionRecord.Texts(salt, message.texts())));
    }

    private static DecisionRecord.Verdict verdict(Row row, Optional<String> facts) throws SQLException {
        return new DecisionRecord.Verdict(
                row.constant(DecisionRecord.Outcome.class, "outcome"),
                DecisionFacts.reasons(facts, row.texts("reasons")),
                row.flag("cut"),
                row.optionalId("grant_id"),
                row.optionalTime("valid_until"),
                row.optionalTime("not_before"));
    }
}
