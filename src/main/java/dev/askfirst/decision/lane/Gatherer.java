package dev.askfirst.decision.lane;

import static java.util.stream.Collectors.groupingBy;

import dev.askfirst.decision.likeness.Telling;
import dev.askfirst.decision.likeness.Tellings;
import dev.askfirst.decision.likeness.TextRows;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.person.point.TermsJson;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.policy.Suppression;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads all that a batch depends on with one plain SELECT: one snapshot and one instant, both of the database. */
@ApplicationScoped
class Gatherer {

    /** What a row tells; its columns mean something else in each. */
    private static final int INSTANT = 0;

    private static final int POINT = 1;
    private static final int SUPPRESSION = 2;
    private static final int EARLIER = 3;
    private static final int ELSEWHERE = 4;

    /** The columns of all rows, by their places in {@link #sql}. */
    private static final int ROW = 1;

    private static final int KEY = 2;
    private static final int ID = 3;
    private static final int VERSION = 4;
    private static final int TEXT = 5;
    private static final int AT = 6;
    private static final int PERSON = 7;
    private static final int HOME = 8;

    /** Everything that is not of some shard, and suppressions, which every machine has. */
    private static final String COMMON = """
            select 0 as row, null::uuid as key, null::uuid as id,
                   (select coalesce(max(version), 0) from catalog_snapshot) as version,
                   (select live::text from key_use where purpose = 'contact') as text,
                   %s as at, null::uuid as person, null::smallint as home
            union all
            select 2, s.contact_key, null, null, s.controller, case when s.reason = 'do_not_call' then s.at end, null, null
            from suppression s where s.contact_key = any (?) and s.lifted_at is null""";

    /** Of any shards, as one PostgreSQL can read them at once. */
    private static final String OF_ALL = COMMON + """

            union all
            select 1, p.contact_key, p.point_id, t.version, t.terms::text, null, p.person_id, p.home
            from contact_point p join terms t on t.person_id = p.person_id and t.shard = p.home
            where p.contact_key = any (?)
            union all
            select 3, i.key, i.fingerprint, null, i.ref::text, null, null, null
            from idempotency i where i.key = any (?)""";

    /** Of one shard. */
    private static final String OF_ONE = COMMON + """

            union all
            select 1, p.contact_key, p.point_id, t.version, t.terms::text, null, p.person_id, p.home
            from contact_point p join terms t on t.person_id = p.person_id and t.shard = p.shard
            where p.contact_key = any (?) and p.shard = ? and p.home = p.shard
            union all
            select 3, i.key, i.fingerprint, null, i.ref::text, null, null, null
            from idempotency i where i.key = any (?) and i.shard = ?
            union all
            select 4, p.contact_key, p.point_id, null, null, null, p.person_id, p.home
            from contact_point p where p.contact_key = any (?) and p.shard = ? and p.home <> p.shard""";

    private static final Sql TERMS = Sql.of("""
            select person_id, version, terms::text as terms from terms
            where person_id = any (:people::uuid[]) and shard = any (:homes::smallint[])""");

    private final Clock clock;
    private final ContactKeys keys;
    private final Tellings tellings;

    Gatherer(Clock clock, ContactKeys keys, Tellings tellings) {
        this.clock = clock;
        this.keys = keys;
        this.tellings = tellings;
    }

    /** Binds the parameters of {@link #sql} for the same questions from {@code index} on, and returns the index after them. */
    int bind(PreparedStatement select, int index, List<PendingQuestion> questions) throws SQLException {
        var next = bindPoints(select, index, questions);
        var told = told(questions);
        return told.isEmpty() ? next : TextRows.bind(select, next, told);
    }

    private static List<Telling> told(List<PendingQuestion> questions) {
        return questions.stream().flatMap(it -> it.telling().stream()).toList();
    }

    private int bindPoints(PreparedStatement select, int index, List<PendingQuestion> questions) throws SQLException {
        var keys = questions.stream()
                .flatMap(pending -> pending.keys().stream())
                .map(ContactKeys.ContactKey::key)
                .distinct()
                .toList();
        var used = questions.stream()
                .flatMap(pending -> pending.checked().key().stream())
                .map(it -> it.key())
                .toList();
        PgArray.ids(select, index, keys);
        PgArray.ids(select, index + 1, keys);
        if (!this.keys.shards().apart()) {
            PgArray.ids(select, index + 2, used);
            return index + 3;
        }
        var shard = questions.getFirst().shard();
        select.setShort(index + 2, shard);
        PgArray.ids(select, index + 3, used);
        select.setShort(index + 4, shard);
        PgArray.ids(select, index + 5, keys);
        select.setShort(index + 6, shard);
        return index + 7;
    }

    /**
     * The gathered facts. If rows could be filed under contact keys that were not looked up for some questions, the facts
     * are gathered again under all keys, in the same transaction. An instance that lacks such a key must not answer.
     */
    Gathered complete(Connection connection, Gathered gathered, List<PendingQuestion> questions) throws SQLException {
        if (covered(gathered, questions)) return atHome(connection, gathered);
        questions.forEach(pending -> pending.lookUpUnder(keys));
        try (var select = connection.prepareStatement(sql(questions))) {
            bind(select, 1, questions);
            var again = read(select.executeQuery());
            if (covered(again, questions)) return atHome(connection, again);
        }
        throw new SQLException("this instance lacks a contact key that is in use", "55000");
    }

    /**
     * One hop more for people who were asked about by an address of another shard than theirs. Somebody who is gone by
     * then was merged or erased meanwhile: that is no stranger, and the transaction is to begin again.
     */
    private static Gathered atHome(Connection connection, Gathered gathered) throws SQLException {
        var elsewhere = gathered.elsewhere();
        if (elsewhere.isEmpty()) return gathered;
        var byPerson = elsewhere.stream().collect(groupingBy(Gathered.Filed::person));
        var missing = new HashSet<>(byPerson.keySet());
        TERMS.with("people", byPerson.keySet())
                .with(
                        "homes",
                        elsewhere.stream().map(Gathered.Filed::home).distinct().toList())
                .each(connection, row -> {
                    var person = row.id("person_id");
                    missing.remove(person);
                    for (var at : byPerson.get(person)) known(gathered, at, row.number("version"), row.bytes("terms"));
                });
        if (!missing.isEmpty()) throw new SQLException("somebody is gone", Transactions.LOST_RACE);
        return gathered;
    }

    private static boolean covered(Gathered gathered, List<PendingQuestion> questions) {
        for (var pending : questions) if (!gathered.liveKeys().coveredBy(pending.keys())) return false;
        return true;
    }

    static Gathered read(ResultSet row) throws SQLException {
        var gathered = new Gathered();
        while (row.next()) read(row, gathered);
        return gathered;
    }

    /** The statement for these questions: what texts were told is read only for those that tell one, too. */
    String sql(List<PendingQuestion> questions) {
        var sql = (keys.shards().apart() ? OF_ONE : OF_ALL).formatted(clock.now());
        questions.forEach(it -> it.readTelling(tellings));
        return told(questions).isEmpty() ? sql : sql + TextRows.select(clock.now());
    }

    private static void read(ResultSet row, Gathered gathered) throws SQLException {
        switch (row.getInt(ROW)) {
            case INSTANT ->
                gathered.read(
                        row.getObject(AT, OffsetDateTime.class).toInstant(),
                        row.getLong(VERSION),
                        LiveKeys.parse(row.getString(TEXT)));
            case POINT -> known(gathered, filed(row), row.getLong(VERSION), row.getBytes(TEXT));
            case ELSEWHERE -> gathered.elsewhere(filed(row));
            case TextRows.TEXT ->
                TextRows.read(gathered.texts(), id(row, ID), row.getLong(VERSION), row.getString(TEXT));
            case TextRows.AUTHOR -> TextRows.read(gathered.texts(), id(row, KEY), row.getLong(VERSION));
            case SUPPRESSION -> gathered.suppressed(id(row, KEY), new Suppression(row.getString(TEXT), listed(row)));
            case EARLIER -> {
                var decision = Optional.ofNullable(row.getString(TEXT)).map(UUID::fromString);
                gathered.answered(id(row, KEY), new Gathered.Earlier(id(row, ID), decision));
            }
            default -> throw new IllegalStateException("unknown row");
        }
    }

    /** Since when the address has been on a do-not-call register. */
    private static Optional<Instant> listed(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject(AT, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Gathered.Filed filed(ResultSet row) throws SQLException {
        return new Gathered.Filed(id(row, KEY), id(row, ID), id(row, PERSON), row.getShort(HOME));
    }

    private static void known(Gathered gathered, Gathered.Filed at, long version, byte[] json) {
        try {
            var terms = TermsJson.read(json);
            gathered.known(at.contactKey(), new Gathered.Known(at.point(), at.person(), at.home(), version, terms));
        } catch (RuntimeException | StackOverflowError e) {
            gathered.unreadable(at.contactKey(), e);
        }
    }

    private static UUID id(ResultSet row, int column) throws SQLException {
        return row.getObject(column, UUID.class);
    }
}
