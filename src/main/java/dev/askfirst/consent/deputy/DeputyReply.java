package dev.askfirst.consent.deputy;

import dev.askfirst.person.deputy.Mandate;
import dev.askfirst.person.deputy.Right;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A deputy as callers see them.
 *
 * @param person as they are now, after any merge
 * @param act by which they may what they may
 * @param name empty once it is erased
 * @param until the first instant at which they may do nothing any more
 * @param link with which they come in without a token; empty for whoever is not to pass it on
 */
public record DeputyReply(
        UUID id,
        UUID person,
        UUID act,
        Optional<String> name,
        Optional<String> contact,
        Mandate.Kind kind,
        List<Right> may,
        State state,
        Instant since,
        Optional<Instant> until,
        Optional<Instant> endedAt,
        Optional<String> link) {

    /** Whether they may act. */
    public enum State {
        STANDING,
        EXPIRED,
        ENDED
    }

    DeputyReply withoutLink() {
        return new DeputyReply(
                id, person, act, name, contact, kind, may, state, since, until, endedAt, Optional.empty());
    }
}
