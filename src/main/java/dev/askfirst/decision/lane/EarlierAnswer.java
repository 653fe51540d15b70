package dev.askfirst.decision.lane;

import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.policy.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What was answered under an idempotency key before. It is answered again only while the same question would be told the
 * same by what is gathered now: a permit that was given is no promise to give it again.
 *
 * @param reported whether the sender has told what became of it
 * @param unmet whether it was a permit about somebody who had never said anything to the controller
 */
record EarlierAnswer(DecisionRecord recorded, boolean reported, boolean unmet) {

    private static final DecisionRecord.Verdict CUT = DecisionRecord.Verdict.of(Decision.CUT, true);

    private static final String SELECT = """
            select decision.*, facts,
                   exists (select 1 from outcome where decision_id = decision.id) as reported,
                   exists (select 1 from unmet_addressee u where u.decision_id = decision.id) as unmet
            from decision left join decision_facts on decision_facts.id = decision.id
            where decision.id = any (?)""";

    /** These decisions, as far as they are still on record. */
    static Map<UUID, EarlierAnswer> load(Connection connection, Collection<UUID> decisions) throws SQLException {
        if (decisions.isEmpty()) return Map.of();
        try (var select = connection.prepareStatement(SELECT)) {
            PgArray.ids(select, 1, decisions);
            var found = new HashMap<UUID, EarlierAnswer>();
            var row = select.executeQuery();
            while (row.next()) {
                var recorded = DecisionRows.read(row);
                found.put(
                        recorded.id(),
                        new EarlierAnswer(recorded, row.getBoolean("reported"), row.getBoolean("unmet")));
            }
            return found;
        }
    }

    /**
     * Its id, if it is a permit that nothing became of as far as anybody told. The message that it was for takes one slot of
     * each cap, however often its sender asks.
     */
    Optional<UUID> openPermit() {
        return isPermit() && recorded.matter().mode() == Mode.RESERVE && !reported
                ? Optional.of(recorded.id())
                : Optional.empty();
    }

    /**
     * Whether it may be given again in place of what would be decided now.
     *
     * @param now what would be decided; of an open permit without caps, for it has its slot
     */
    boolean holds(DecisionRecord now, boolean unmetNow) {
        if (!recorded.controller().equals(now.controller())
                || recorded.matter().mode() != now.matter().mode()) return false;
        // Where somebody else's word changes what the sender is not told, nothing must look different to it either.
        var before = told(recorded.verdict());
        var again = told(now.verdict());
        if (before.outcome() != again.outcome()) return false;
        return switch (before.outcome()) {
            case PERMIT -> stillPermits(now) && (samePoint(now) || unmet && unmetNow);
            case DEFER, DENY ->
                Set.copyOf(before.reasons()).equals(Set.copyOf(again.reasons()))
                        && before.notBefore().equals(again.notBefore());
        };
    }

    private boolean isPermit() {
        return recorded.verdict().outcome() == DecisionRecord.Outcome.PERMIT;
    }

    /** On the same yes, and for as long as it said. */
    private boolean stillPermits(DecisionRecord now) {
        var at = now.matter().at().orElse(now.decidedAt());
        var until = recorded.verdict().validUntil().orElseThrow();
        return !reported
                && recorded.verdict().grant().equals(now.verdict().grant())
                && until.isAfter(at)
                && !until.isAfter(now.verdict().validUntil().orElseThrow());
    }

    private boolean samePoint(DecisionRecord now) {
        return recorded.about().point().equals(now.about().point());
    }

    private static DecisionRecord.Verdict told(DecisionRecord.Verdict verdict) {
        return verdict.cut() ? CUT : verdict;
    }
}
