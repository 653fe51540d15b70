package dev.askfirst.consent.event;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Rating;
import java.util.UUID;

/**
 * Somebody says how useful a message was, which takes the place of what they said of it before.
 *
 * @param message the decision by which it went out, for this controller and topic
 */
public record Rated(
        Addressee who, String controller, String topic, UUID message, Rating.Value value, Evidence evidence, Caller by)
        implements Act.OfUsefulness {}
