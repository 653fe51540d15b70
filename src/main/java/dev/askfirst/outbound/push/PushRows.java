package dev.askfirst.outbound.push;

import dev.askfirst.outbound.push.Standing.Says;
import dev.askfirst.outbound.push.Standing.Word;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What one target is to be told, inside one transaction: one row for each contact point, which says what was last to be told
 * and what became of it.
 */
final class PushRows {

    /** What became of a push. */
    enum State {
        WAITING,
        CONFIRMED,
        REFUSED,
        GIVEN_UP,
        /** There was nothing left to tell, or nobody to tell it about. */
        DROPPED
    }

    /** A row as it stands. */
    record Standing(
            Says says,
            State state,
            boolean overtaken,
            boolean tried,
            Optional<UUID> act,
            Instant since,
            String reason) {

        /** Whether this very word is what was last to be told. */
        boolean is(Word word) {
            return says == word.says()
                    && act.equals(word.act())
                    && reason.equals(word.reason())
                    && (act.isPresent() || since.equals(word.since()));
        }

        boolean isDone() {
            return state == State.WAITING || state == State.CONFIRMED;
        }
    }

    private static final Sql KNOWN = Sql.of("""
            select point_id, says, state, overtaken, attempts > 0 or claim is not null or status is not null as tried,
                act, since, reason
            from push where target = :target and (person_id = any (:people::uuid[]) or point_id = any (:points::uuid[]))
            for update""");
    private static final Sql PEOPLE =
            Sql.of("select distinct person_id from push where target = :target and person_id = any (:people::uuid[])");
    private static final Sql FORGET =
            Sql.of("delete from push where target = :target and point_id = :point and claim is null");

    private final Connection connection;
    private final String target;
    private final String now;
    private final Instant at;
    private final Sql overtake;
    private final Sql tell;

    PushRows(Connection connection, String target, Clock clock, Instant at) {
        this.connection = connection;
        this.target = target;
        this.now = clock.now();
        this.at = at;
        this.overtake = Sql.of("""
                update push set overtaken = true, version = version + 1,
                    state = case when state = 'waiting' then 'dropped' else state end,
                    ended_at = coalesce(ended_at, %s)
                where target = :target and point_id = :point and not overtaken""".formatted(now));
        this.tell = Sql.of(TELL.formatted(now));
    }

    /** Those of these people of whom the target was, or is to be, told something. */
    Collection<UUID> known(Collection<UUID> people) throws SQLException {
        if (people.isEmpty()) return people;
        return PEOPLE.with("target", target).with("people", people).list(connection, row -> row.id("person_id"));
    }

    /** The rows of these people and contact points, locked. */
    Map<UUID, Standing> of(Collection<UUID> people, Collection<UUID> points) throws SQLException {
        var known = new HashMap<UUID, Standing>();
        if (!points.isEmpty())
            KNOWN.with("target", target)
                    .with("people", people)
                    .with("points", points)
                    .each(connection, row -> known.put(row.id("point_id"), standing(row)));
        return known;
    }

    private static Standing standing(Row row) throws SQLException {
        return new Standing(
                row.constant(Says.class, "says"),
                row.constant(State.class, "state"),
                row.flag("overtaken"),
                row.flag("tried"),
                row.optionalId("act"),
                row.time("since"),
                row.text("reason"));
    }

    /** Nobody was told of it yet, and nobody needs to be. */
    void forget(UUID point) throws SQLException {
        FORGET.with("target", target).with("point", point).update(connection);
    }

    /** A later word, of which the target is not told. */
    void overtake(UUID point) throws SQLException {
        overtake.with("target", target).with("point", point).update(connection);
    }

    /** The target is to be told this next; {@code rank} 0 goes before 1. */
    void tell(UUID point, UUID person, Word word, int rank) throws SQLException {
        tell.with("id", Ids.at(at))
                .with("target", target)
                .with("point", point)
                .with("person", person)
                .with("says", word.says())
                .with("reason", word.reason())
                .with("topic", word.topic())
                .with("act", word.act())
                .with("since", word.since())
                .with("rank", rank)
                .update(connection);
    }

    /** While an attempt is under way, the next waits for its end: what comes later must also arrive later. */
    private static final String TELL = """
            insert into push (id, target, point_id, person_id, says, reason, topic, act, since, state, overtaken, rank,
                version, attempts, due_at, queued_at)
            values (:id, :target, :point, :person, :says, :reason, :topic, :act, :since, 'waiting', false, :rank,
                1, 0, %1$s, %1$s)
            on conflict (target, point_id) do update set person_id = excluded.person_id, says = excluded.says,
                reason = excluded.reason, topic = excluded.topic, act = excluded.act, since = excluded.since,
                state = 'waiting', overtaken = false, rank = excluded.rank, version = push.version + 1, attempts = 0,
                job = null, status = null, words = null, queued_at = excluded.queued_at, ended_at = null,
                due_at = case when push.claim is null then excluded.due_at else push.due_at end""";
}
