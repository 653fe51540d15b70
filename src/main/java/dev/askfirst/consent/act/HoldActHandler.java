package dev.askfirst.consent.act;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.LegalHold;
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

/** Handles legal holds: what is known about somebody must be kept, or no longer needs to be. */
final class HoldActHandler {

    private final Instant now;
    private final Connection connection;

    HoldActHandler(Instant now, Connection connection) {
        this.now = now;
        this.connection = connection;
    }

    ActResult apply(Act.Keeping act, DataSubject subject) throws SQLException {
        return switch (act) {
            case Act.Hold hold -> apply(hold, subject);
            case Act.Release release -> apply(release, subject);
        };
    }

    /** A person has at most one hold: a new one replaces the one before. */
    private ActResult apply(Act.Hold act, DataSubject subject) throws SQLException {
        if (act.until().filter(end -> !end.isAfter(now)).isPresent()) throw Fault.invalid("until", "lies in the past");
        var standing = LegalHold.standing(connection, List.of(subject.person()), now);
        var reason = act.evidence().texts().get("reason");
        if (standing.filter(it -> it.until().equals(act.until())
                        && it.reason().filter(reason::equals).isPresent())
                .isPresent()) {
            return new ActResult.Unchanged(ActReply.of(subject));
        }
        var body = Json.MAPPER.createObjectNode();
        act.until().ifPresent(end -> body.put("until", ConsentEvent.text(end)));
        var event = does(act, ConsentEvent.Kind.HOLD, body, subject);
        forget(subject.person());
        try (var insert = connection.prepareStatement("insert into legal_hold values (?, ?, ?)")) {
            insert.setObject(1, event);
            insert.setObject(2, subject.person());
            insert.setObject(
                    3, act.until().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null));
            insert.executeUpdate();
        }
        return new ActResult.Created(ActReply.of(subject));
    }

    /** Releasing somebody who is not held changes nothing, and is no fault. */
    private ActResult apply(Act.Release act, DataSubject subject) throws SQLException {
        var standing = LegalHold.standing(connection, List.of(subject.person()), now);
        if (standing.isEmpty()) return new ActResult.Unchanged(ActReply.of(subject));
        does(act, ConsentEvent.Kind.RELEASE, Json.MAPPER.createObjectNode(), subject);
        forget(subject.person());
        return new ActResult.Created(ActReply.of(subject));
    }

    private UUID does(Act act, ConsentEvent.Kind kind, ObjectNode body, DataSubject subject) {
        var id = Ids.at(now);
        var head = new ConsentEvent.Head(subject.person(), subject.next(), id, now, act);
        subject.does(ConsentEvent.of(
                head,
                kind,
                subject.unsaid(now),
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
