package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.StopLaw;
import java.util.Optional;

/** What a caller learns of a reply that it passed on; {@code bound} is what a stop word ended. */
record InboundMessageReply(InboundWords.Understood understood, Optional<Bound> bound) {

    /**
     * What is bound from now on.
     *
     * @param answered the topic of the answered message, where it needs no consent and is bound beside those that do
     */
    record Bound(StopLaw.Topics topics, Optional<String> answered) {}

    InboundMessageReply(InboundWords.Understood understood) {
        this(understood, Optional.empty());
    }
}
