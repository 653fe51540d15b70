package dev.askfirst.consent;

import java.util.Optional;
import java.util.UUID;

/**
 * What a caller learns of a recorded act; {@code person} is pairwise for senders.
 *
 * @param id of a yes or no; of a confirmation, that of the grant it confirms
 * @param state of consent within the act's scope after it; empty where the act has no scope
 * @param confirmToken with which the yes is confirmed; only for those who deliver it themselves
 */
public record ActReply(UUID id, UUID person, Optional<State> state, Optional<String> confirmToken) {

    public enum State {
        GIVEN,
        PENDING,
        REFUSED,
        WITHDRAWN,
        EXPIRED
    }

    ActReply with(String token) {
        return new ActReply(id, person, state, Optional.of(token));
    }

    /** Of an act that has no scope: all there is to tell is whose it was and which event it became, if any. */
    static ActReply of(Speaker speaker) {
        var id = speaker.events().isEmpty()
                ? speaker.person()
                : speaker.events().getLast().id();
        return new ActReply(id, speaker.person(), Optional.empty(), Optional.empty());
    }
}
