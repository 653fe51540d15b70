package dev.askfirst.consent.act;

import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.term.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Notes what was last said of each message, so that totals over many people can be counted. */
final class FeedbackRows {

    private static final Sql SAID = Sql.of("""
            insert into feedback (message, id, person_id, controller, topic, value, at)
            values (:message, :id, :person, :controller, :topic, :value, :at)
            on conflict (message) do update set id = excluded.id, person_id = excluded.person_id,
                controller = excluded.controller, topic = excluded.topic, value = excluded.value, at = excluded.at""");

    private static final Sql FORGOTTEN = Sql.of("""
            delete from feedback where controller = :controller and topic = :topic and person_id = any (array(
                select :person::uuid union all select person_id from merged_person where into_id = :person))""");

    private final Connection connection;

    FeedbackRows(Connection connection) {
        this.connection = connection;
    }

    void note(List<ConsentEvent> events) throws SQLException {
        for (var event : events) {
            if (event.kind() == ConsentEvent.Kind.FEEDBACK) said(event);
            else if (event.effect() instanceof Effect.Forgotten(var controller, var topic))
                FORGOTTEN
                        .with("person", event.person())
                        .with("controller", controller)
                        .with("topic", topic)
                        .update(connection);
        }
    }

    private void said(ConsentEvent event) throws SQLException {
        var body = event.body();
        SAID.with("message", UUID.fromString(body.get("message").textValue()))
                .with("id", event.id())
                .with("person", event.person())
                .with("controller", body.get("controller").textValue())
                .with("topic", body.get("topic").textValue())
                .with("value", body.get("value").textValue())
                .with("at", event.known())
                .update(connection);
    }
}
