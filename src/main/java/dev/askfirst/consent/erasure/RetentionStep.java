package dev.askfirst.consent.erasure;

import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.person.key.Shards;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks the next people in one transaction, and deletes texts that no rule keeps any longer. The database holds how
 * far it has come: after a crash it continues there, and if two instances run, one finds nothing to do.
 */
final class RetentionStep {

    /** A person of whom nothing must be kept, as long as their terms have this version. */
    record Forgotten(UUID person, long version) {}

    /** What one step did; {@code more} is false for the last step of a pass. */
    record Done(boolean more, long texts, List<Forgotten> people) implements Transactions.Recorded {
        private static final Done NOTHING = new Done(false, 0, List.of());

        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private record Looked(UUID person, long version, byte[] terms, short shard) {}

    private static final int AT_ONCE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private static final Sql NEXT =
            Sql.of("select person_id from terms where person_id > :after order by person_id limit " + AT_ONCE);

    /** Those who said yes so long ago that a rule may have run out, and whom no legal hold keeps. */
    private static final Sql WAITING = Sql.of("""
            select t.person_id from unnest(:people::uuid[]) t (person_id)
            where exists (select 1 from consent_event e
                    where e.person_id = any (array(
                            select t.person_id union all select person_id from merged_person where into_id = t.person_id))
                        and e.kind = 'grant' and e.made <= :earliest)
                and not exists (select 1 from legal_hold h where h.person_id = t.person_id and %s)""".formatted(LegalHold.STANDING));

    private static final Sql TERMS =
            Sql.of("select person_id, version, terms, shard from terms where person_id = any (:people::uuid[])");

    private static final Sql AFTER = Sql.of("select after from retention_walk where id = 1 for update skip locked");

    private static final Sql MOVE = Sql.of("""
            update retention_walk set after = :to, passed_at = case when :passed then :now else passed_at end
            where id = 1""");

    private static final String LOCKED =
            "select person_id, version from terms where person_id = any (:people::uuid[])%s for update skip locked";
    private static final Sql LOCK = Sql.of(LOCKED.formatted(""));
    private static final Sql LOCK_IN_SHARD = Sql.of(LOCKED.formatted(" and shard = :shard"));

    private static final Sql DELETE = Sql.of("delete from evidence where event = any (:events::uuid[])");

    private final Connection connection;
    private final RetentionRules kept;
    private final Shards shards;

    RetentionStep(Connection connection, RetentionRules kept, Shards shards) {
        this.connection = connection;
        this.shards = shards;
        this.kept = kept;
    }

    Done take() throws SQLException {
        var after = after();
        if (after.isEmpty()) return Done.NOTHING;
        var next = next(after.get());
        var waiting = waiting(next);
        var lives = PersonHistories.of(
                connection, waiting.stream().map(Looked::person).toList());
        var texts = new HashMap<Looked, List<UUID>>();
        var people = new ArrayList<Forgotten>();
        for (var looked : waiting) {
            var life = lives.get(looked.person());
            if (kept.nothing(life, TermsJson.read(looked.terms()))) {
                people.add(new Forgotten(looked.person(), looked.version()));
            } else {
                var over = kept.provenLongEnough(life);
                if (!over.isEmpty()) texts.put(looked, over);
            }
        }
        var deleted = texts.isEmpty() ? 0 : delete(texts);
        var more = next.size() == AT_ONCE;
        move(more ? Optional.of(next.getLast()) : Optional.empty());
        return new Done(more, deleted, people);
    }

    /** The person after whom this step continues; empty if another instance is at work. */
    private Optional<UUID> after() throws SQLException {
        return AFTER.first(connection, row -> row.optionalId("after").orElse(FIRST));
    }

    private void move(Optional<UUID> to) throws SQLException {
        MOVE.with("to", to).with("passed", to.isEmpty()).with("now", kept.now()).update(connection);
    }

    private List<UUID> next(UUID after) throws SQLException {
        return NEXT.with("after", after).list(connection, row -> row.id("person_id"));
    }

    private List<Looked> waiting(List<UUID> people) throws SQLException {
        var waiting = WAITING.with("people", people)
                .with("earliest", earliest())
                .with("now", kept.now())
                .list(connection, row -> row.id("person_id"));
        if (waiting.isEmpty()) return List.of();
        return TERMS.with("people", waiting)
                .list(
                        connection,
                        row -> new Looked(
                                row.id("person_id"), row.number("version"), row.bytes("terms"), row.small("shard")));
    }

    /**
     * No rule can have run out for a yes given after this instant. Four days are added because months differ in length.
     */
    private Instant earliest() {
        return kept.catalog().document().retention().stream()
                .map(rule ->
                        kept.now().atOffset(ZoneOffset.UTC).minus(rule.keeps()).toInstant())
                .max(Instant::compareTo)
                .map(it -> it.plus(Duration.ofDays(4)))
                .orElse(Instant.EPOCH);
    }

    /**
     * Deletes texts of people whose terms have not changed since they were checked; their terms are locked meanwhile.
     */
    private long delete(Map<Looked, List<UUID>> texts) throws SQLException {
        var unchanged = new ArrayList<UUID>();
        var versions = new HashMap<UUID, Looked>();
        texts.keySet().forEach(it -> versions.put(it.person(), it));
        for (var some : shards.together(texts.keySet(), Looked::shard)) {
            var people = some.stream().map(Looked::person).toList();
            var lock = LOCK.with("people", people);
            if (shards.apart())
                lock = LOCK_IN_SHARD
                        .with("people", people)
                        .with("shard", some.getFirst().shard());
            lock.each(connection, row -> {
                var looked = versions.get(row.id("person_id"));
                if (looked.version() == row.number("version")) unchanged.addAll(texts.get(looked));
            });
        }
        return DELETE.with("events", unchanged).update(connection);
    }
}
