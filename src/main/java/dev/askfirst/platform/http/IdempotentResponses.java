package dev.askfirst.platform.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Keeps the reply to a request with an idempotency key, so that the same request gets the same reply for 24 hours. */
public final class IdempotentResponses {

    /** A reply, and whether the request it answers added something. */
    public record Stored<R>(boolean created, R reply) {}

    private final Connection connection;
    private final IdempotencyKey key;

    public IdempotentResponses(Connection connection, IdempotencyKey key) {
        this.connection = connection;
        this.key = key;
    }

    /** Whether the reply that is kept was one to an act; empty where none is kept. */
    public Optional<Boolean> isOfAnAct() throws SQLException {
        try (var select = connection.prepareStatement(
                "select jsonb_exists(reply::jsonb -> 'reply', 'person') from idempotency where key = ? and reply is not null")) {
            select.setObject(1, key.key());
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
        }
    }

    /** The reply given before; a conflict if the key was used for something else. */
    public <R> Optional<Stored<R>> earlier(Class<R> type) throws SQLException {
        try (var select = connection.prepareStatement("select fingerprint, reply from idempotency where key = ?")) {
            select.setObject(1, key.key());
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            if (!row.getObject(1, UUID.class).equals(key.fingerprint()) || row.getString(2) == null) {
                throw Fault.of(ProblemCode.CONFLICT, "this idempotency key was used before with another request");
            }
            var kept = Json.MAPPER.readTree(row.getString(2));
            return Optional.of(
                    new Stored<>(kept.get("created").booleanValue(), Json.MAPPER.treeToValue(kept.get("reply"), type)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept reply is not JSON", e);
        }
    }

    /** To be given again from now on. */
    public void keep(Stored<?> reply, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into idempotency (key, fingerprint, reply, at) values (?, ?, ?, ?)")) {
            insert.setObject(1, key.key());
            insert.setObject(2, key.fingerprint());
            insert.setString(3, Json.write(reply));
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
