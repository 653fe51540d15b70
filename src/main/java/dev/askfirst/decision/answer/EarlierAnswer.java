package dev.askfirst.decision.answer;

import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.DecisionRows;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.postgres.Sql;
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
 * The earlier answer under an idempotency key. It is given again only if the current facts would give the sender the
 * same answer: a permit is no promise of the next one.
 *
 * @param reported whether the sender has reported an outcome
 * @param unknown whether it was a permit about somebody who had never said anything to the controller
 */
public record EarlierAnswer(DecisionRecord recorded, boolean reported, boolean unknown) {

    private static final DecisionRecord.Verdict CUT = DecisionRecord.Verdict.of(Decision.CUT, true);

    private static final Sql REPORTED =
            Sql.of("select distinct decision_id from outcome where decision_id = any (:ids::uuid[])");

    private static final Sql UNKNOWN = Sql.of("""
            select decision_id from unknown_recipient
            where decision_id = any (:ids::uuid[]) and shard = any (:shards::smallint[])""");

    /** These decisions, as far as they are still on record. */
    public static Map<UUID, EarlierAnswer> load(Connection connection, Collection<UUID> decisions) throws SQLException {
        var found = new HashMap<UUID, EarlierAnswer>();
        var recorded = DecisionRows.load(connection, decisions);
        if (recorded.isEmpty()) return found;
        var ids = recorded.keySet();
        var reported = ids(connection, REPORTED.with("ids", ids));
        var unknown = ids(connection, UNKNOWN.with("ids", ids).with("shards", Shard.ofPages(ids)));
        recorded.forEach((id, decision) ->
                found.put(id, new EarlierAnswer(decision, reported.contains(id), unknown.contains(id))));
        return found;
    }

    private static Set<UUID> ids(Connection connection, Sql.Call select) throws SQLException {
        return Set.copyOf(select.list(connection, row -> row.id("decision_id")));
    }

    /**
     * Its id, if it is a permit without a reported outcome. One message takes one slot of each cap, however often its
     * sender asks.
     */
    public Optional<UUID> openPermit() {
        return isPermit() && recorded.context().mode() == Mode.RESERVE && !reported
                ? Optional.of(recorded.id())
                : Optional.empty();
    }

    /**
     * Whether it may be given again instead of a new decision.
     *
     * @param now the new decision; for an open permit decided without caps, because that permit holds its slot
     */
    public boolean holds(DecisionRecord now, boolean unknownNow) {
        if (!recorded.controller().equals(now.controller())
                || recorded.context().mode() != now.context().mode()) return false;
        // Compared as the sender sees them: a change that is hidden from the sender must not show as a new decision.
        var before = told(recorded.verdict());
        var again = told(now.verdict());
        if (before.outcome() != again.outcome()) return false;
        return switch (before.outcome()) {
            case PERMIT -> stillPermits(now) && (samePoint(now) || unknown && unknownNow);
            case DEFER, DENY ->
                Set.copyOf(before.told()).equals(Set.copyOf(again.told()))
                        && before.notBefore().equals(again.notBefore());
        };
    }

    private boolean isPermit() {
        return recorded.verdict().outcome() == DecisionRecord.Outcome.PERMIT;
    }

    /** Whether a new permit rests on the same grant, and holds at least as long as this one said. */
    private boolean stillPermits(DecisionRecord now) {
        var at = now.context().at().orElse(now.decidedAt());
        var until = recorded.verdict().validUntil().orElseThrow();
        return !reported
                && recorded.authorship() == now.authorship()
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
