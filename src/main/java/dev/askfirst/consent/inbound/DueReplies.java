package dev.askfirst.consent.inbound;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.suppression.SuppressionSource;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.outbound.feed.Outbox;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.platform.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records what a human found a reply to be. It is due until then; whoever says the same again adds nothing. */
@ApplicationScoped
class DueReplies {

    /** A reply that is due, or was. */
    record Due(UUID id, String controller, String channel, Optional<ReplyResolution.Outcome> resolved) {}

    private record Written(Optional<UUID> page) implements Transactions.Recorded {}

    private static final String SELECT = """
            select r.id, r.controller, r.channel, s.outcome
            from reply r left join reply_resolution s on s.reply_id = r.id where r.id = :id and r.due_at is not null""";
    private static final Sql FIND = Sql.of(SELECT);
    private static final Sql CLAIM = Sql.of("delete from due_reply where id = :id");
    private static final Sql INSERT = Sql.of("""
            insert into reply_resolution (id, made, reply_id, outcome, by, evidence, page_id, slot)
            values (:id, :now, :reply, :outcome, :by::jsonb, :hash, :page, :slot)""");
    private static final Sql INSERT_TEXTS = Sql.of("insert into evidence values (:id, :salt, :texts::jsonb)");

    private final Transactions transactions;
    private final Clock clock;

    DueReplies(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The reply with this id; empty if there is none, or none that ever was due. */
    Optional<Due> find(Connection connection, UUID id) throws SQLException {
        return FIND.with("id", id)
                .first(
                        connection,
                        row -> new Due(
                                row.id("id"),
                                row.text("controller"),
                                row.text("channel"),
                                row.optionalText("outcome").map(DueReplies::outcome)));
    }

    /** Records the resolution; nothing if the same was recorded before, and a conflict if another was. */
    void resolve(Due due, ReplyResolution resolution, Caller caller) throws SQLException {
        transactions.run(connection -> new Written(record(connection, due, resolution, caller)));
    }

    private Optional<UUID> record(Connection connection, Due due, ReplyResolution resolution, Caller caller)
            throws SQLException {
        if (CLAIM.with("id", due.id()).update(connection) == 0) {
            var earlier = find(connection, due.id()).flatMap(Due::resolved);
            if (earlier.equals(Optional.of(resolution.as()))) return Optional.empty();
            throw Fault.of(ProblemCode.CONFLICT, "the reply was resolved as something else");
        }
        return Optional.of(insert(connection, due, resolution, caller, clock.read(connection)));
    }

    private UUID insert(Connection connection, Due due, ReplyResolution resolution, Caller caller, Instant now)
            throws SQLException {
        var page = new Page(now);
        var id = Ids.at(now);
        var texts = evidence(resolution).sealed().orElseThrow();
        var by = SuppressionSource.of(caller).json();
        var slot = page.add(entry(due, resolution, id, now, by, texts.hash()));
        page.insert(connection);
        INSERT.with("id", id)
                .with("now", now)
                .with("reply", due.id())
                .with("outcome", resolution.as())
                .with("by", by)
                .with("hash", HexFormat.of().parseHex(texts.hash()))
                .with("page", page.id())
                .with("slot", slot)
                .update(connection);
        INSERT_TEXTS
                .with("id", id)
                .with("salt", texts.salt())
                .with("texts", texts.texts())
                .update(connection);
        Outbox.add(connection, page.id(), List.of(told(due, resolution, id, now)));
        return page.id();
    }

    private static Entry entry(Due due, ReplyResolution resolution, UUID id, Instant now, String by, String texts) {
        return new Entry()
                .written("by", by)
                .text("evidence", texts)
                .id("id", id)
                .text("kind", "resolution")
                .time("made", now)
                .text("outcome", Json.text(resolution.as()))
                .id("reply", due.id());
    }

    private static ReplyResolution.Outcome outcome(String text) {
        return ReplyResolution.Outcome.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static Evidence evidence(ReplyResolution resolution) {
        var who = new Evidence(Evidence.Method.API, Map.of("actor", resolution.by()));
        return resolution.note() == null ? who : who.with("note", resolution.note());
    }

    private static Change told(Due due, ReplyResolution resolution, UUID id, Instant now) {
        var data = Change.noData()
                .put("channel", due.channel())
                .put("reply", due.id().toString())
                .put("understood", Json.text(resolution.as()));
        return new Change(id, Change.Type.REPLY_RESOLVED, Optional.empty(), 0, due.controller(), List.of(), now, data);
    }
}
