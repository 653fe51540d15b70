package dev.askfirst.consent;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.IdempotencyKey;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Keeps the reply to a request with an idempotency key, so that the same request gets the same reply for 24 hours. */
final class Replies {

    private record Kept(boolean created, ActReply reply) {}

    private final Connection connection;
    private final IdempotencyKey key;

    Replies(Connection connection, IdempotencyKey key) {
        this.connection = connection;
        this.key = key;
    }

    /** The reply given before; a conflict if the key was used for something else. */
    Optional<ActResult> earlier() throws SQLException {
        try (var select = connection.prepareStatement("select fingerprint, reply from idempotency where key = ?")) {
            select.setObject(1, key.key());
            var row = select.executeQuery();
            if (!row.next()) return Optional.empty();
            if (!row.getObject(1, UUID.class).equals(key.fingerprint()) || row.getString(2) == null) {
                throw Fault.of(ProblemCode.CONFLICT, "this idempotency key was used before with another request");
            }
            var kept = Json.MAPPER.readValue(row.getString(2), Kept.class);
            return Optional.of(
                    kept.created() ? new ActResult.Created(kept.reply()) : new ActResult.Unchanged(kept.reply()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept reply is not JSON", e);
        }
    }

    void keep(ActResult result, Instant now) throws SQLException {
        var reply = switch (result) {
            case ActResult.Created(var created) -> Optional.of(new Kept(true, created));
            case ActResult.Unchanged(var known) -> Optional.of(new Kept(false, known));
            case ActResult.Refused _ -> Optional.<Kept>empty();
        };
        if (reply.isEmpty()) return;
        try (var insert = connection.prepareStatement(
                "insert into idempotency (key, fingerprint, reply, at) values (?, ?, ?, ?)")) {
            insert.setObject(1, key.key());
            insert.setObject(2, key.fingerprint());
            insert.setString(3, Json.write(reply.get()));
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
