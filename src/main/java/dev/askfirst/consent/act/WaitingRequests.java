package dev.askfirst.consent.act;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Owed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Notes which requests to talk to a human wait, and until when, so that they can be listed and told of when they are late. */
final class WaitingRequests {

    private static final Sql ASKED =
            Sql.of("insert into human_request (id, controller, at, due_at) values (:id, :controller, :at, :due)");
    private static final Sql DUE =
            Sql.of("insert into due_human_request (id, controller, due_at) values (:id, :controller, :due)");
    private static final Sql ANSWERED =
            Sql.of("insert into human_answer (request_id, id, at) values (:request, :id, :at)");
    private static final Sql DONE = Sql.of("delete from due_human_request where id = :request");

    private final Connection connection;

    WaitingRequests(Connection connection) {
        this.connection = connection;
    }

    void note(List<ConsentEvent> events) throws SQLException {
        for (var event : events) {
            if (event.effect() instanceof Effect.Asked(var owed)) asked(owed, event.known());
            else if (event.effect() instanceof Effect.Answered(var request)) answered(request, event);
        }
    }

    private void asked(Owed owed, Instant at) throws SQLException {
        ASKED.with("id", owed.request())
                .with("controller", owed.controller())
                .with("at", at)
                .with("due", owed.due())
                .update(connection);
        DUE.with("id", owed.request())
                .with("controller", owed.controller())
                .with("due", owed.due())
                .update(connection);
    }

    private void answered(UUID request, ConsentEvent event) throws SQLException {
        ANSWERED.with("request", request)
                .with("id", event.id())
                .with("at", event.known())
                .update(connection);
        DONE.with("request", request).update(connection);
    }
}
