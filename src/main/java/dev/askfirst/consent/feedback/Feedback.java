package dev.askfirst.consent.feedback;

import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.act.Stops;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.Rated;
import dev.askfirst.consent.event.RatingsForgotten;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.MessageLink;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Rating;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Records what people say of messages. When a method returns, it is on record; a fault says that it is not. */
@ApplicationScoped
public class Feedback {

    private final ActWriter writer;
    private final Stops stops;

    Feedback(ActWriter writer, Stops stops) {
        this.writer = writer;
        this.stops = stops;
    }

    /** Whether the link still leads to whoever got the message: else the address may be somebody else's by now. */
    public boolean isOpen(MessageLink link) {
        return !stops.passedOn(link.asLink());
    }

    /** Rates the message in place of what was said of it before. False if nobody can be told any more whose word it is. */
    public boolean rate(MessageLink link, Rating.Value value) {
        var act = new Rated(
                link.addressee(),
                link.controller(),
                link.topic(),
                link.decision(),
                value,
                Evidence.of(Evidence.Method.PAGE),
                Caller.LINK_HOLDER);
        try {
            writer.write(List.of(act)).getFirst().recorded();
            return true;
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.UNKNOWN_PERSON) throw fault;
            return false;
        }
    }

    /** What the person said of this controller's messages about this topic counts no more. */
    public void forget(UUID person, String controller, String topic, Caller by) {
        var act = new RatingsForgotten(
                new Addressee.AtPerson(person), controller, topic, Evidence.of(Evidence.Method.PAGE), by);
        writer.write(List.of(act)).getFirst().recorded();
    }
}
