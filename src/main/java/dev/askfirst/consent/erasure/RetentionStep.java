package dev.askfirst.consent.erasure;

import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.postgres.PgArray;
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

    private record Looked(UUID person, long version, Optional<byte[]> terms) {}

    private static final int AT_ONCE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    /**
     * Selects people; their terms only if they said yes so long ago that a rule may have run out, and no legal hold
     * stands.
     */
    private static final String NEXT = """
            select t.person_id, t.version, case when
                    exists (select 1 from consent_event e
                        where e.person_id = any (array(
                                select t.person_id union all select person_id from merged_person where into_id = t.person_id))
                            and e.kind = 'grant' and e.made <= ?)
                    and not exists (select 1 from legal_hold h where h.person_id = t.person_id and %s)
                then t.terms end
            from (select * from terms where person_id > ? order by person_id limit %d) t
            order by t.person_id""".formatted(LegalHold.STANDING, AT_ONCE);

    private final Connection connection;
    private final RetentionRules kept;

    RetentionStep(Connection connection, RetentionRules kept) {
        this.connection = connection;
        this.kept = kept;
    }

    Done take() throws SQLException {
        var after = after();
        if (after.isEmpty()) return Done.NOTHING;
        var next = next(after.get());
        var waiting = next.stream().filter(it -> it.terms().isPresent()).toList();
        var lives = PersonHistories.of(
                connection, waiting.stream().map(Looked::person).toList());
        var texts = new HashMap<Looked, List<UUID>>();
        var people = new ArrayList<Forgotten>();
        for (var looked : waiting) {
            var life = lives.get(looked.person());
            if (kept.nothing(life, TermsJson.read(looked.terms().orElseThrow()))) {
                people.add(new Forgotten(looked.person(), looked.version()));
            } else {
                var over = kept.provenLongEnough(life);
                if (!over.isEmpty()) texts.put(looked, over);
            }
        }
        var deleted = texts.isEmpty() ? 0 : delete(texts);
        var more = next.size() == AT_ONCE;
        move(more ? Optional.of(next.getLast().person()) : Optional.empty());
        return new Done(more, deleted, people);
    }

    /** The person after whom this step continues; empty if another instance is at work. */
    private Optional<UUID> after() throws SQLException {
        try (var select =
                connection.prepareStatement("select after from retention_walk where id = 1 for update skip locked")) {
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            return Optional.of(Optional.ofNullable(row.getObject(1, UUID.class)).orElse(FIRST));
        }
    }

    private void move(Optional<UUID> to) throws SQLException {
        try (var update = connection.prepareStatement("""
                update retention_walk set after = ?, passed_at = case when ? then ? else passed_at end where id = 1""")) {
            update.setObject(1, to.orElse(null), java.sql.Types.OTHER);
            update.setBoolean(2, to.isEmpty());
            update.setObject(3, kept.now().atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    private List<Looked> next(UUID after) throws SQLException {
        try (var select = connection.prepareStatement(NEXT)) {
            select.setObject(1, earliest().atOffset(ZoneOffset.UTC));
            select.setObject(2, kept.now().atOffset(ZoneOffset.UTC));
            select.setObject(3, after);
            var next = new ArrayList<Looked>();
            var row = select.executeQuery();
            while (row.next()) {
                next.add(
                        new Looked(row.getObject(1, UUID.class), row.getLong(2), Optional.ofNullable(row.getBytes(3))));
            }
            return next;
        }
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
        try (var select = connection.prepareStatement(
                "select person_id, version from terms where person_id = any (?) for update skip locked")) {
            PgArray.ids(select, 1, versions.keySet());
            var row = select.executeQuery();
            while (row.next()) {
                var looked = versions.get(row.getObject(1, UUID.class));
                if (looked.version() == row.getLong(2)) unchanged.addAll(texts.get(looked));
            }
        }
        try (var delete = connection.prepareStatement("delete from evidence where event = any (?)")) {
            PgArray.ids(delete, 1, unchanged);
            return delete.executeUpdate();
        }
    }
}
