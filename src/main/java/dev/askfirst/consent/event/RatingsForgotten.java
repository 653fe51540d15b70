package dev.askfirst.consent.event;

import dev.askfirst.person.contact.Addressee;
import dev.askfirst.platform.security.Caller;

/** What somebody said of this controller's messages about this topic counts no more. */
public record RatingsForgotten(Addressee who, String controller, String topic, Evidence evidence, Caller by)
        implements Act.OfUsefulness {}
