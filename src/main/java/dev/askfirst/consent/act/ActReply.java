package dev.askfirst.consent.act;

import dev.askfirst.consent.event.DataSubject;
import java.util.Optional;
import java.util.UUID;

/**
 * What a caller learns of a recorded act; {@code person} is pairwise for senders.
 *
 * @param id of the yes or no; for a confirmation, the id of the grant that it confirms
 * @param state of consent within the act's scope after the act; empty if the act has no scope
 * @param why the state differs from what the act says; empty if it does not
 * @param suppressed true if messages to the address are blocked all the same, by a suppression that the caller may see
 * @param confirmToken with which the yes is confirmed; only for callers that deliver the request to confirm themselves
 */
public record ActReply(
        UUID id,
        UUID person,
        Optional<State> state,
        Optional<String> why,
        Optional<Boolean> suppressed,
        Optional<String> confirmToken) {

    public enum State {
        GIVEN,
        PENDING,
        REFUSED,
        WITHDRAWN,
        EXPIRED
    }

    public ActReply with(String token) {
        return new ActReply(id, person, state, why, suppressed, Optional.of(token));
    }

    public ActReply with(StateAfter now) {
        return new ActReply(id, person, Optional.of(now.state()), now.why(), suppressed, confirmToken);
    }

    public ActReply butSuppressed() {
        return new ActReply(id, person, state, why, Optional.of(true), confirmToken);
    }

    /** The reply to an act that has no scope: whose it was, and which event it became, if any. */
    static ActReply of(DataSubject subject) {
        var id = subject.events().isEmpty()
                ? subject.person()
                : subject.events().getLast().id();
        return new ActReply(
                id, subject.person(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
