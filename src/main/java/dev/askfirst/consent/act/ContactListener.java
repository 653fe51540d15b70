package dev.askfirst.consent.act;

import static dev.askfirst.platform.ProblemCode.CONFLICT;
import static dev.askfirst.platform.ProblemCode.NOT_FOUND;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.contact.ContactBook;
import dev.askfirst.consent.contact.ContactRemains;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.Speaker;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Transactions;
import dev.askfirst.policy.term.Effect;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Hears that an address is somebody's, or is no longer. No yes moves from one address to another: each speaks for the
 * contact point it was given for, and an address that comes back is a new one.
 */
final class ContactListener {

    private final Instant now;
    private final ContactBook book;
    private final ContactRemains remains;

    ContactListener(Instant now, ContactBook book, ContactRemains remains) {
        this.now = now;
        this.book = book;
        this.remains = remains;
    }

    ActResult hear(Act.OwnContact act, Speaker speaker) throws SQLException {
        return switch (act) {
            case Act.ContactAdded added -> hear(added, speaker);
            case Act.ContactVerified verified -> hear(verified, speaker);
            case Act.ContactRemoved removed -> hear(removed, speaker);
        };
    }

    private ActResult hear(Act.ContactAdded act, Speaker speaker) throws SQLException {
        var known = book.find(act.contact());
        if (known.isPresent() && !known.get().person().equals(speaker.person())) {
            throw Fault.of(
                    CONFLICT,
                    "this address is somebody else's; if both are one person, `POST /v1/persons/{id}/merge` makes them one");
        }
        if (known.isPresent()) {
            return act.verified() ? verify(act, known.get(), speaker) : unchanged(speaker);
        }
        var point = Ids.at(now);
        if (!book.add(speaker.person(), point, act.contact(), act.verified())) {
            throw new SQLException("the address became somebody's", Transactions.LOST_RACE);
        }
        var body = body(point, act.contact().scheme());
        if (act.verified()) body.put("verified", true);
        return does(act, ConsentEvent.Kind.CONTACT_ADDED, body, speaker);
    }

    private ActResult hear(Act.ContactVerified act, Speaker speaker) throws SQLException {
        return verify(act, known(speaker, act.point()), speaker);
    }

    private ActResult verify(Act.OwnContact act, ContactBook.Entry known, Speaker speaker) throws SQLException {
        if (known.verified()) return unchanged(speaker);
        book.verify(known.point());
        return does(act, ConsentEvent.Kind.CONTACT_VERIFIED, body(known.point(), known.scheme()), speaker);
    }

    private ActResult hear(Act.ContactRemoved act, Speaker speaker) throws SQLException {
        var known = known(speaker, act.point());
        if (!act.evenTheLast() && book.count(speaker.person()) == 1) {
            throw Fault.of(
                    CONFLICT,
                    "this is their last address: without one nobody finds or reaches them; `last=true` removes it too");
        }
        for (var point : book.filed(speaker.person())) {
            if (point.id().equals(known.point())) remains.leave(act, point, speaker.terms());
        }
        book.remove(known.point());
        var body = body(known.point(), known.scheme()).put("reason", Json.text(act.reason()));
        return does(act, ConsentEvent.Kind.CONTACT_REMOVED, body, speaker);
    }

    private ContactBook.Entry known(Speaker speaker, UUID point) throws SQLException {
        return book.find(speaker.person(), point)
                .orElseThrow(() -> Fault.of(NOT_FOUND, "no contact point of theirs has this id"));
    }

    private ActResult does(Act act, ConsentEvent.Kind kind, ObjectNode body, Speaker speaker) {
        var head = new ConsentEvent.Head(speaker.person(), speaker.next(), Ids.at(now), now, act);
        var evidence = act.evidence().sealed();
        speaker.does(ConsentEvent.of(head, kind, speaker.unsaid(now), body, new Effect.Nothing(), evidence));
        return new ActResult.Created(ActReply.of(speaker));
    }

    private static ActResult unchanged(Speaker speaker) {
        return new ActResult.Unchanged(ActReply.of(speaker));
    }

    private static ObjectNode body(UUID point, String scheme) {
        return Json.MAPPER.createObjectNode().put("point", point.toString()).put("scheme", scheme);
    }
}
