package dev.askfirst.decision.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.security.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The rows of what-ifs. One is worked on at a time, by one instance; each begins from the start. */
final class WhatIfRows {

    /** Is thrown to whoever works on one that was cancelled or taken over. */
    static final class Gone extends SQLException {
        private static final long serialVersionUID = 1;
    }

    /** One that is worked on: which draft, and decisions of which time. */
    record Job(UUID id, UUID draft, Instant from, Instant to, UUID claim, int attempts) {}

    /** How often it is begun at most. */
    static final int MOST_ATTEMPTS = 3;

    /** How long whoever works on one may be silent before somebody else begins it again. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final String COLUMNS = """
            select id, draft_id, at, by, from_at, to_at, state, decisions, done, ended, result from what_if\s""";

    private static final Sql LAST = Sql.of(COLUMNS + "where draft_id = :draft order by id desc limit 1");

    private static final Sql LOCK = Sql.of("select id from catalog_draft where id = :draft for update");

    private static final Sql INSERT = Sql.of("""
            insert into what_if (id, draft_id, at, by, from_at, to_at, state, until)
            values (:id, :draft, :at, :by::jsonb, :from, :at, 'waiting', '-infinity')""");

    private static final Sql CLAIM = Sql.of("""
            update what_if set state = 'running', claim = :claim, attempts = attempts + 1, done = 0,
                until = clock_timestamp() + make_interval(secs => :lease)
            where id = (select id from what_if where state in ('waiting', 'running') order by at, id limit 1 for update)
                and until < clock_timestamp()
            returning id, draft_id, from_at, to_at, claim, attempts""");

    private static final Sql PROGRESS = Sql.of("""
            update what_if set decisions = :decisions, done = :done,
                until = clock_timestamp() + make_interval(secs => :lease)
            where id = :id and claim = :claim and state = 'running'""");

    private static final Sql GIVE_BACK = Sql.of("""
            update what_if set until = clock_timestamp() where id = :id and claim = :claim and state = 'running'""");

    private static final Sql END = Sql.of("""
            update what_if set state = :state, done = :done, result = :result, claim = null, ended = clock_timestamp(),
                until = 'infinity'
            where id = :id and claim = :claim and state = 'running'""");

    private static final Sql CANCEL = Sql.of("""
            update what_if set state = 'cancelled', claim = null, ended = clock_timestamp(), until = 'infinity'
            where draft_id = :draft and state in ('waiting', 'running')""");

    private WhatIfRows() {}

    static Optional<WhatIf> last(Connection connection, UUID draft) throws SQLException {
        return LAST.with("draft", draft).first(connection, WhatIfRows::whatIf);
    }

    /** Nobody else orders one of this draft before this transaction ends. */
    static void lock(Connection connection, UUID draft) throws SQLException {
        LOCK.with("draft", draft).exists(connection);
    }

    static void insert(Connection connection, UUID draft, Caller by, Instant from, Instant at) throws SQLException {
        INSERT.with("id", Ids.at(at))
                .with("draft", draft)
                .with("at", at)
                .with("by", Json.write(by.asRecorded()))
                .with("from", from)
                .update(connection);
    }

    /** The oldest that is open, if nobody works on it, for whoever works under this id from now on. */
    static Optional<Job> claim(Connection connection, UUID claim) throws SQLException {
        return CLAIM.with("claim", claim)
                .with("lease", LEASE)
                .first(
                        connection,
                        row -> new Job(
                                row.id("id"),
                                row.id("draft_id"),
                                row.time("from_at"),
                                row.time("to_at"),
                                row.id("claim"),
                                row.integer("attempts")));
    }

    static void progress(Connection connection, Job job, long decisions, long done) throws SQLException {
        var kept = PROGRESS.with("decisions", decisions)
                .with("done", done)
                .with("lease", LEASE)
                .with("id", job.id())
                .with("claim", job.claim())
                .update(connection);
        if (kept != 1) throw new Gone();
    }

    /** Lets somebody begin it again at once. */
    static void giveBack(Connection connection, Job job) throws SQLException {
        GIVE_BACK.with("id", job.id()).with("claim", job.claim()).update(connection);
    }

    static void end(Connection connection, Job job, WhatIf.State state, Optional<WhatIfResult> result)
            throws SQLException {
        var ended = END.with("state", state)
                .with("done", result.map(WhatIfResult::decisions).orElse(0L))
                .with("result", result.map(Json::write))
                .with("id", job.id())
                .with("claim", job.claim())
                .update(connection);
        if (ended != 1) throw new Gone();
    }

    static boolean cancel(Connection connection, UUID draft) throws SQLException {
        return CANCEL.with("draft", draft).update(connection) > 0;
    }

    private static WhatIf whatIf(Row row) throws SQLException {
        return new WhatIf(
                row.id("id"),
                row.id("draft_id"),
                row.time("at"),
                stored(row.text("by"), Caller.Recorded.class),
                row.time("from_at"),
                row.time("to_at"),
                row.constant(WhatIf.State.class, "state"),
                row.number("decisions"),
                row.number("done"),
                row.optionalTime("ended"),
                row.optionalText("result").map(it -> stored(it, WhatIfResult.class)));
    }

    private static <T> T stored(String text, Class<T> type) {
        try {
            return Json.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored cannot be read", e);
        }
    }
}
