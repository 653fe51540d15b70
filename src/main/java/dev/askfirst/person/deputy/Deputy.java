package dev.askfirst.person.deputy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who acts for a person.
 *
 * @param person as they are now, after any merge
 * @param act by which they may what they may; its texts say who they are
 * @param since when they were first named
 * @param ended when somebody ended it, which nothing takes back
 */
public record Deputy(UUID id, UUID person, UUID act, Mandate mandate, Instant since, Optional<Instant> ended) {

    /** Whether they may act at this instant: the end itself is too late. */
    public boolean standsAt(Instant now) {
        return ended.isEmpty()
                && mandate.until().filter(end -> !now.isBefore(end)).isEmpty();
    }

    /** Whether they may do this at this instant. */
    public boolean may(Right right, Instant now) {
        return standsAt(now) && mandate.may().contains(right);
    }
}
