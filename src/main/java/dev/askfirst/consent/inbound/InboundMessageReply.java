package dev.askfirst.consent.inbound;

import dev.askfirst.catalog.StopLaw;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a caller learns of an inbound message that it passed on.
 *
 * @param bound what a no ended
 * @param id of a reply that is kept for a human
 * @param dueAt by when a human must have found out whether it is a no; only where it may be one
 * @param confirmBefore until when one message may confirm a STOP, where law allows one
 */
public record InboundMessageReply(
        InboundWords.Understood understood,
        Optional<Bound> bound,
        Optional<UUID> id,
        Optional<Instant> dueAt,
        Optional<Instant> confirmBefore) {

    /**
     * What the STOP binds from now on.
     *
     * @param answered the topic of the answered message, if it needs no consent and is bound as well
     */
    public record Bound(StopLaw.Topics topics, Optional<String> answered) {}

    /** What was acted on. */
    InboundMessageReply(InboundWords.Understood understood) {
        this(understood, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A STOP. */
    InboundMessageReply(Bound bound, Optional<Instant> confirmBefore) {
        this(InboundWords.Understood.STOP, Optional.of(bound), Optional.empty(), Optional.empty(), confirmBefore);
    }

    /** What is kept for a human. */
    InboundMessageReply(InboundWords.Understood understood, UUID id, Optional<Instant> due) {
        this(understood, Optional.empty(), Optional.of(id), due, Optional.empty());
    }
}
