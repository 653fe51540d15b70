package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.StopLaw;
import java.util.Optional;

/** What a caller learns of an inbound message that it passed on; {@code bound} is what a stop word ended. */
public record InboundMessageReply(InboundWords.Understood understood, Optional<Bound> bound) {

    /**
     * What the STOP binds from now on.
     *
     * @param answered the topic of the answered message, if it needs no consent and is bound as well
     */
    record Bound(StopLaw.Topics topics, Optional<String> answered) {}

    InboundMessageReply(InboundWords.Understood understood) {
        this(understood, Optional.empty());
    }
}
