package dev.askfirst.consent;

import java.util.UUID;

/** What a caller learns of a recorded act; {@code person} is pairwise for senders. */
public record ActReply(UUID id, UUID person, State state) {

    /** The state of consent within the act's scope after it. */
    public enum State {
        GIVEN,
        PENDING,
        REFUSED,
        WITHDRAWN,
        EXPIRED
    }
}
