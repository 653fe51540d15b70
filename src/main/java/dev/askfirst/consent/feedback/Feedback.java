package dev.askfirst.consent.feedback;

import dev.askfirst.consent.act.ActResult;
import dev.askfirst.consent.act.ActWriter;
import dev.askfirst.consent.act.Stops;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.Rated;
import dev.askfirst.consent.event.RatingsForgotten;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.key.MessageLink;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Rating;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records what people say of messages. When a method returns, it is on record; a fault says that it is not. */
@Startup
@ApplicationScoped
public class Feedback {

    private final ActWriter writer;
    private final Stops stops;
    private final Map<Rating.Value, Counter> said = new EnumMap<>(Rating.Value.class);

    Feedback(ActWriter writer, Stops stops, MeterRegistry registry) {
        this.writer = writer;
        this.stops = stops;
        for (var value : Rating.Value.values()) said.put(value, counter(value, registry));
    }

    private static Counter counter(Rating.Value value, MeterRegistry registry) {
        return Counter.builder("askfirst.feedback")
                .description("what people said of messages")
                .tag("value", Json.text(value))
                .register(registry);
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
            var result = writer.write(List.of(act)).getFirst();
            result.recorded();
            if (result instanceof ActResult.Created) said.get(value).increment();
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
