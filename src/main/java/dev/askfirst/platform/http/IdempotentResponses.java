package dev.askfirst.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keeps the reply to a request with an idempotency key, so that the same request gets the same reply for a while. */
public final class IdempotentResponses {

    /** A reply, and whether the request it answers added something. */
    public record Stored<R>(boolean created, R reply) {}

    private static final Sql OF_AN_ACT = Sql.of("""
            select coalesce(jsonb_exists(reply::jsonb -> 'reply', 'person'), false) as act from idempotency
            where key = :key and reply is not null""");
    private static final Sql EARLIER = Sql.of("select fingerprint, reply from idempotency where key = :key");
    private static final Sql KEEP = Sql.of(
            "insert into idempotency (key, fingerprint, reply, at, shard) values (:key, :fingerprint, :reply, :now, 0)");

    /** What stands under a key; without a reply it is one to a question. */
    private record Kept(UUID fingerprint, Optional<String> reply) {}

    private final Connection connection;
    private final IdempotencyKey key;

    public IdempotentResponses(Connection connection, IdempotencyKey key) {
        this.connection = connection;
        this.key = key;
    }

    /** Whether the reply that is kept was one to an act; empty where none is kept. */
    public Optional<Boolean> isOfAnAct() throws SQLException {
        return OF_AN_ACT.with("key", key.key()).first(connection, row -> row.flag("act"));
    }

    /** The reply given before; a conflict if the key was used for something else. */
    public <R> Optional<Stored<R>> earlier(Class<R> type) throws SQLException {
        var found = EARLIER.with("key", key.key())
                .first(connection, row -> new Kept(row.id("fingerprint"), row.optionalText("reply")));
        if (found.isEmpty()) return Optional.empty();
        var reply = found.filter(it -> it.fingerprint().equals(key.fingerprint()))
                .flatMap(Kept::reply)
                .orElseThrow(() ->
                        Fault.of(ProblemCode.CONFLICT, "this idempotency key was used before with another request"));
        try {
            var kept = Json.MAPPER.readTree(reply);
            return Optional.of(
                    new Stored<>(kept.get("created").booleanValue(), Json.MAPPER.treeToValue(kept.get("reply"), type)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept reply is not JSON", e);
        }
    }

    /** To be given again from now on. */
    public void keep(Stored<?> reply, Instant now) throws SQLException {
        KEEP.with("key", key.key())
                .with("fingerprint", key.fingerprint())
                .with("reply", Json.write(reply))
                .with("now", now)
                .update(connection);
    }
}
