package dev.askfirst.consent.act;

import static dev.askfirst.platform.ProblemCode.CONFLICT;
import static dev.askfirst.platform.ProblemCode.NOT_FOUND;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.contact.ContactBook;
import dev.askfirst.consent.contact.ContactRemains;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.policy.term.Effect;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Handles acts that add, verify or remove an address of a person. A yes never moves from one address to another: it
 * holds for the contact point it was given for, and an address that is added again is a new contact point.
 */
final class ContactActHandler {

    private final Instant now;
    private final ContactBook book;
    private final ContactRemains remains;

    ContactActHandler(Instant now, ContactBook book, ContactRemains remains) {
        this.now = now;
        this.book = book;
        this.remains = remains;
    }

    ActResult apply(Act.OwnContact act, DataSubject subject) throws SQLException {
        return switch (act) {
            case Act.ContactAdded added -> apply(added, subject);
            case Act.ContactVerified verified -> apply(verified, subject);
            case Act.ContactRemoved removed -> apply(removed, subject);
        };
    }

    private ActResult apply(Act.ContactAdded act, DataSubject subject) throws SQLException {
        var known = book.find(act.contact());
        if (known.isPresent() && !known.get().person().equals(subject.person())) {
            throw Fault.of(
                    CONFLICT,
                    "this address is somebody else's; if both are one person, `POST /v1/persons/{id}/merge` makes them one");
        }
        if (known.isPresent()) {
            return act.verified() ? verify(act, known.get(), subject) : unchanged(subject);
        }
        var point = Ids.at(now);
        if (!book.add(subject.person(), point, act.contact(), act.verified())) {
            throw new SQLException("the address became somebody's", Transactions.LOST_RACE);
        }
        var body = body(point, act.contact().scheme());
        if (act.verified()) body.put("verified", true);
        return does(act, ConsentEvent.Kind.CONTACT_ADDED, body, subject);
    }

    private ActResult apply(Act.ContactVerified act, DataSubject subject) throws SQLException {
        return verify(act, known(subject, act.point()), subject);
    }

    /** By this act they proved that an address of theirs is theirs; that is recorded once. */
    void proved(Act act, UUID point, DataSubject subject) throws SQLException {
        var known = book.find(subject.person(), point);
        if (known.isPresent()) verify(act, known.get(), subject);
    }

    private ActResult verify(Act act, ContactBook.Entry known, DataSubject subject) throws SQLException {
        if (known.verified()) return unchanged(subject);
        book.verify(known.point());
        return does(act, ConsentEvent.Kind.CONTACT_VERIFIED, body(known.point(), known.scheme()), subject);
    }

    private ActResult apply(Act.ContactRemoved act, DataSubject subject) throws SQLException {
        var known = known(subject, act.point());
        if (!act.evenTheLast() && book.count(subject.person()) == 1) {
            throw Fault.of(
                    CONFLICT,
                    "this is their last address: without one nobody finds or reaches them; `last=true` removes it too");
        }
        for (var point : book.filed(subject.person())) {
            if (point.id().equals(known.point())) remains.leave(act, point, subject.terms());
        }
        book.remove(known.point());
        var body = body(known.point(), known.scheme()).put("reason", Json.text(act.reason()));
        return does(act, ConsentEvent.Kind.CONTACT_REMOVED, body, subject);
    }

    private ContactBook.Entry known(DataSubject subject, UUID point) throws SQLException {
        return book.find(subject.person(), point)
                .orElseThrow(() -> Fault.of(NOT_FOUND, "no contact point of theirs has this id"));
    }

    private ActResult does(Act act, ConsentEvent.Kind kind, ObjectNode body, DataSubject subject) {
        var head = new ConsentEvent.Head(subject.person(), subject.next(), Ids.at(now), now, act);
        var evidence = act.evidence().sealed();
        subject.does(ConsentEvent.of(head, kind, subject.unsaid(now), body, new Effect.Nothing(), evidence));
        return new ActResult.Created(ActReply.of(subject));
    }

    private static ActResult unchanged(DataSubject subject) {
        return new ActResult.Unchanged(ActReply.of(subject));
    }

    private static ObjectNode body(UUID point, String scheme) {
        return Json.MAPPER.createObjectNode().put("point", point.toString()).put("scheme", scheme);
    }
}
