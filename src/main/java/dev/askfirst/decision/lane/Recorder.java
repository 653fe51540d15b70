package dev.askfirst.decision.lane;

import static dev.askfirst.person.usage.UsageRepository.STRANGER_USAGE;
import static dev.askfirst.person.usage.UsageRepository.USAGE;

import dev.askfirst.decision.likeness.TextRows;
import dev.askfirst.decision.record.DecisionPage;
import dev.askfirst.decision.record.DecisionRecord;
import dev.askfirst.decision.record.UnknownRecipients;
import dev.askfirst.person.usage.Holder;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.person.usage.Uses;
import dev.askfirst.platform.Shard;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.PgBuffer;
import dev.askfirst.platform.postgres.RowType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Appends the page of one batch with all its decisions in one statement, and their idempotency keys in another. */
final class Recorder {

    /**
     * A decision and its idempotency key.
     *
     * @param replaced the decision to which the key referred before
     */
    record NewDecision(
            DecisionRecord decision,
            Optional<IdempotencyKey> key,
            Optional<UUID> replaced,
            Optional<UnknownRecipients.Recipient> unknown) {}

    private static final RowType KEYS = RowType.of("idempotency", 1, "key", "fingerprint", "ref", "at", "shard");
    private static final RowType UNKNOWN = RowType.of("unknown_recipient", 1, "decision_id", "sealed", "at", "shard");

    private static final String INSERT = """
            with page as (insert into page (page_id, n, leaves, shard) values (?, ?, ?, ?))
            insert into decision_page (page_id, n, templates, lines, shard) values (?, ?, ?, ?, ?)""";

    /**
     * Deletes keys whose answer no longer holds. A key that another instance has changed meanwhile is not deleted: then
     * the insertion fails, and the batch is decided again with the other instance's answer.
     */
    private static final String DELETE_KEYS = """
            delete from idempotency where key in (
                select i.key from idempotency i join unnest(?::uuid[], ?::uuid[]) old (key, ref) using (key, ref)
                where i.shard = ? order by i.key for update of i) and shard = ?""";

    private static final String INSERT_KEYS = KEYS.insert() + " order by key";

    private static final String SPEND =
            "update usage set uses = u.uses from %s u where usage.shard = u.shard and usage.person_id = u.person_id"
                    .formatted(USAGE.rows());
    private static final String SPEND_STRANGERS = """
            update stranger_usage set uses = u.uses, at = u.at
            from %s u where stranger_usage.shard = u.shard and stranger_usage.contact_key = u.contact_key""".formatted(STRANGER_USAGE.rows());

    private Recorder() {}

    /** The statements; empty if nothing was decided. */
    static List<String> statements(Batches.Decided decided) {
        if (decided.rows().isEmpty()) return List.of();
        var statements = new ArrayList<String>(4);
        statements.add(INSERT);
        if (!replacing(decided).isEmpty()) statements.add(DELETE_KEYS);
        if (!keyed(decided).isEmpty()) statements.add(INSERT_KEYS);
        if (!unknown(decided).isEmpty()) statements.add(UNKNOWN.insert());
        if (!spent(decided, Holder.Known.class).isEmpty()) statements.add(SPEND);
        if (!spent(decided, Holder.Stranger.class).isEmpty()) statements.add(SPEND_STRANGERS);
        statements.addAll(TextRows.statements(decided.texts()));
        return statements;
    }

    /** Binds the parameters of {@link #statements} from {@code index} on, and returns the index after them. */
    static int bind(PreparedStatement insert, int index, Batches.Decided decided) throws SQLException {
        if (decided.rows().isEmpty()) return index;
        var next = bindPage(insert, index, decided.page());
        var replacing = replacing(decided);
        if (!replacing.isEmpty()) {
            PgArray.ids(
                    insert,
                    next++,
                    ids(replacing, row -> row.key().orElseThrow().key()));
            PgArray.ids(insert, next++, ids(replacing, row -> row.replaced().orElseThrow()));
            insert.setShort(next++, decided.shard());
            insert.setShort(next++, decided.shard());
        }
        var keyed = keyed(decided);
        if (!keyed.isEmpty())
            KEYS.bind(insert, next++, keyed, (row, columns) -> writeKey(row, decided.shard(), columns));
        var unknown = unknown(decided);
        if (!unknown.isEmpty()) UNKNOWN.bind(insert, next++, unknown, Recorder::writeUnknown);
        var people = spent(decided, Holder.Known.class);
        if (!people.isEmpty()) spend(insert, next++, USAGE, people, decided);
        var strangers = spent(decided, Holder.Stranger.class);
        if (!strangers.isEmpty()) spend(insert, next++, STRANGER_USAGE, strangers, decided);
        return TextRows.bind(insert, next, decided.texts());
    }

    private static int bindPage(PreparedStatement insert, int index, DecisionPage decisions) throws SQLException {
        var page = decisions.page();
        insert.setObject(index, page.id());
        insert.setShort(index + 1, page.size());
        insert.setBytes(index + 2, page.leaves());
        insert.setShort(index + 3, page.shard());
        insert.setObject(index + 4, page.id());
        insert.setShort(index + 5, page.size());
        insert.setString(index + 6, decisions.text().templates());
        insert.setString(index + 7, decisions.text().lines());
        insert.setShort(index + 8, page.shard());
        return index + 9;
    }

    private static List<Map.Entry<Holder, Uses>> spent(Batches.Decided decided, Class<? extends Holder> kind) {
        if (decided.spent().isEmpty()) return List.of();
        return decided.spent().entrySet().stream()
                .filter(row -> kind.isInstance(row.getKey()))
                .toList();
    }

    private static void spend(
            PreparedStatement update,
            int index,
            RowType type,
            List<Map.Entry<Holder, Uses>> rows,
            Batches.Decided decided)
            throws SQLException {
        var at = decided.rows().getFirst().decision().decidedAt();
        type.bind(
                update,
                index,
                rows,
                (row, columns) -> UsageRepository.write(row.getKey(), row.getValue(), at, columns));
    }

    private static List<UnknownRecipients.Recipient> unknown(Batches.Decided decided) {
        return decided.rows().stream().flatMap(row -> row.unknown().stream()).toList();
    }

    private static void writeUnknown(UnknownRecipients.Recipient row, PgBuffer columns) {
        columns.id(row.decision()).text(row.address()).time(row.at()).int2Column(Shard.ofPage(row.decision()));
    }

    private static List<NewDecision> keyed(Batches.Decided decided) {
        return decided.rows().stream().filter(row -> row.key().isPresent()).toList();
    }

    private static List<NewDecision> replacing(Batches.Decided decided) {
        return decided.rows().stream().filter(row -> row.replaced().isPresent()).toList();
    }

    private static List<UUID> ids(List<NewDecision> rows, Function<NewDecision, UUID> of) {
        return rows.stream().map(of).toList();
    }

    private static void writeKey(NewDecision row, short shard, PgBuffer columns) {
        var key = row.key().orElseThrow();
        columns.id(key.key())
                .id(key.fingerprint())
                .id(row.decision().id())
                .time(row.decision().decidedAt())
                .int2Column(shard);
    }
}
