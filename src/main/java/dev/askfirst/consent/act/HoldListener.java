package dev.askfirst.consent.act;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.LegalHold;
import dev.askfirst.consent.event.Speaker;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Hears that what is known about somebody must be kept, or need not be any more. */
final class HoldListener {

    private final Instant now;
    private final Connection connection;

    HoldListener(Instant now, Connection connection) {
        this.now = now;
        this.connection = connection;
    }

    ActResult hear(Act.Keeping act, Speaker speaker) throws SQLException {
        return switch (act) {
            case Act.Hold hold -> hear(hold, speaker);
            case Act.Release release -> hear(release, speaker);
        };
    }

    /** There is one for each person: a new one takes the place of that before. */
    private ActResult hear(Act.Hold act, Speaker speaker) throws SQLException {
        if (act.until().filter(end -> !end.isAfter(now)).isPresent()) throw Fault.invalid("until", "lies in the past");
        var standing = LegalHold.standing(connection, List.of(speaker.person()), now);
        var reason = act.evidence().texts().get("reason");
        if (standing.filter(it -> it.until().equals(act.until())
                        && it.reason().filter(reason::equals).isPresent())
                .isPresent()) {
            return new ActResult.Unchanged(ActReply.of(speaker));
        }
        var body = Json.MAPPER.createObjectNode();
        act.until().ifPresent(end -> body.put("until", ConsentEvent.text(end)));
        var event = does(act, ConsentEvent.Kind.HOLD, body, speaker);
        forget(speaker.person());
        try (var insert = connection.prepareStatement("insert into legal_hold values (?, ?, ?)")) {
            insert.setObject(1, event);
            insert.setObject(2, speaker.person());
            insert.setObject(
                    3, act.until().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
            insert.executeUpdate();
        }
        return new ActResult.Created(ActReply.of(speaker));
    }

    /** Where nothing is held there is nothing to let go, and that is as well. */
    private ActResult hear(Act.Release act, Speaker speaker) throws SQLException {
        var standing = LegalHold.standing(connection, List.of(speaker.person()), now);
        if (standing.isEmpty()) return new ActResult.Unchanged(ActReply.of(speaker));
        does(act, ConsentEvent.Kind.RELEASE, Json.MAPPER.createObjectNode(), speaker);
        forget(speaker.person());
        return new ActResult.Created(ActReply.of(speaker));
    }

    private UUID does(Act act, ConsentEvent.Kind kind, ObjectNode body, Speaker speaker) {
        var id = Ids.at(now);
        var head = new ConsentEvent.Head(speaker.person(), speaker.next(), id, now, act);
        speaker.does(ConsentEvent.of(
                head,
                kind,
                speaker.unsaid(now),
                body,
                new Effect.Nothing(),
                act.evidence().sealed()));
        return id;
    }

    private void forget(UUID person) throws SQLException {
        try (var delete = connection.prepareStatement("delete from legal_hold where person_id = ?")) {
            delete.setObject(1, person);
            delete.executeUpdate();
        }
    }
}
