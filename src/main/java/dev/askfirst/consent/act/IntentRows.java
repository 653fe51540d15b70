package dev.askfirst.consent.act;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Intent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Notes which intents are open, and to whom, so that those who serve them can list them. */
final class IntentRows {

    private static final Sql OPEN = Sql.of("""
            insert into open_intent (id, controller, topic, until_at)
            values (:id, :controller, :topic, :until) on conflict do nothing""");
    private static final Sql ENDED = Sql.of("delete from open_intent where id = :id");

    private final Connection connection;

    IntentRows(Connection connection) {
        this.connection = connection;
    }

    void note(List<ConsentEvent> events) throws SQLException {
        for (var event : events) {
            if (event.effect() instanceof Effect.Wanted(var intent, var _)) opened(intent);
            else if (event.effect() instanceof Effect.IntentEnded(var intent, var _))
                ENDED.with("id", intent).update(connection);
        }
    }

    private void opened(Intent intent) throws SQLException {
        for (var controller : intent.controllers()) {
            OPEN.with("id", intent.id())
                    .with("controller", controller)
                    .with("topic", intent.topic())
                    .with("until", intent.until())
                    .update(connection);
        }
    }
}
