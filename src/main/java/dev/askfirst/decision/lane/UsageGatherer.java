package dev.askfirst.decision.lane;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.Shards;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.platform.postgres.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what caps have counted so far. For permits that will count, the usage rows are locked, always in the same
 * order, and everything else that the batch depends on is read again after that: so two batches never use the same
 * slot, and no new cap is overlooked.
 */
@ApplicationScoped
class UsageGatherer {

    /** The usage by the ids of the holders and, if rows were locked, the facts gathered after that. */
    record FoundUsage(Map<UUID, Uses> rows, Optional<Gathered> gathered) {}

    private static final String COUNTED = "counted_by";
    private static final String PEOPLE =
            "select person_id as counted_by, uses::text from usage where person_id = any (?)";
    private static final String STRANGERS =
            "select contact_key as counted_by, uses::text from stranger_usage where contact_key = any (?)";

    private final Gatherer gatherer;
    private final ContactKeys keys;
    private final Shards shards;

    UsageGatherer(Gatherer gatherer, ContactKeys keys, Shards shards) {
        this.gatherer = gatherer;
        this.keys = keys;
        this.shards = shards;
    }

    FoundUsage find(Connection connection, UsageLocks locks, Gathered before, List<PendingQuestion> questions)
            throws SQLException {
        var locked = locks.locked().keySet();
        if (locked.stream().anyMatch(Holder.Stranger.class::isInstance)) hold(connection, locks);
        var statements = new ArrayList<Part>();
        lock(statements, locked, before);
        read(statements, locks.readOnly().keySet());
        if (!locked.isEmpty())
            statements.add(new Part(gatherer.sql(questions), (it, index) -> gatherer.bind(it, index, questions)));
        return send(connection, statements);
    }

    /** One statement of the message, and a function that binds its parameters and returns the index after them. */
    private record Part(String sql, Binding binding) {}

    private interface Binding {
        int bind(PreparedStatement statement, int index) throws SQLException;
    }

    /**
     * Fixes the contact keys until this transaction ends, and files everything about these addresses under their
     * current key.
     */
    private void hold(Connection connection, UsageLocks locks) throws SQLException {
        var addresses = new ArrayList<List<ContactKeys.ContactKey>>();
        for (var claim : locks.locked().entrySet()) {
            if (claim.getKey() instanceof Holder.Stranger) addresses.add(keys.of(claim.getValue()));
        }
        var current = keys.filingInTurn(connection, addresses).versions().getFirst();
        for (var holder : locks.locked().keySet()) {
            if (holder instanceof Holder.Stranger(var _, var version, var _) && version != current)
                throw new SQLException("a contact key was promoted", Transactions.LOST_RACE);
        }
    }

    private void lock(List<Part> statements, Collection<Holder> holders, Gathered before) {
        make(statements, UsageRepository.MAKE, UsageRepository.USAGE, of(holders, Holder.Known.class), before);
        select(statements, PEOPLE, of(holders, Holder.Known.class), " order by shard, person_id for update");
        var strangers = of(holders, Holder.Stranger.class);
        make(statements, UsageRepository.MAKE_STRANGERS, UsageRepository.STRANGER_USAGE, strangers, before);
        select(statements, STRANGERS, strangers, " order by shard, contact_key for update");
    }

    private void read(List<Part> statements, Collection<Holder> holders) {
        select(statements, PEOPLE, of(holders, Holder.Known.class), "");
        select(statements, STRANGERS, of(holders, Holder.Stranger.class), "");
    }

    private void make(List<Part> statements, String sql, RowType rows, List<Holder> holders, Gathered before) {
        for (var some : shards.together(holders, Holder::shard)) {
            statements.add(new Part(sql, (it, index) -> {
                rows.bind(
                        it, index, some, (row, columns) -> UsageRepository.write(row, Uses.NONE, before.at(), columns));
                return index + 1;
            }));
        }
    }

    private void select(List<Part> statements, String sql, List<Holder> holders, String order) {
        for (var some : shards.together(holders, Holder::shard)) {
            var ids = some.stream().map(Holder::id).toList();
            statements.add(new Part(sql + (shards.apart() ? " and shard = ?" : "") + order, (it, index) -> {
                PgArray.ids(it, index, ids);
                if (!shards.apart()) return index + 1;
                it.setShort(index + 1, some.getFirst().shard());
                return index + 2;
            }));
        }
    }

    private static FoundUsage send(Connection connection, List<Part> statements) throws SQLException {
        var sql = String.join(";\n", statements.stream().map(Part::sql).toList());
        try (var statement = connection.prepareStatement(sql)) {
            var index = 1;
            for (var part : statements) index = part.binding().bind(statement, index);
            var rows = new HashMap<UUID, Uses>();
            var gathered = Optional.<Gathered>empty();
            var isResult = statement.execute();
            while (isResult || statement.getUpdateCount() != -1) {
                if (isResult) {
                    var result = statement.getResultSet();
                    if (result.getMetaData().getColumnName(1).equals(COUNTED))
                        rows.putAll(UsageRepository.read(result));
                    else gathered = Optional.of(Gatherer.read(result));
                }
                isResult = statement.getMoreResults();
            }
            return new FoundUsage(rows, gathered);
        }
    }

    private static List<Holder> of(Collection<Holder> holders, Class<? extends Holder> kind) {
        return holders.stream().filter(kind::isInstance).toList();
    }
}
