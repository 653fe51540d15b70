package dev.askfirst.selfservice.session;

import java.util.Optional;
import java.util.UUID;

/**
 * A visit that has not ended.
 *
 * @param hash of what the browser holds
 * @param formToken stands in every form of this visit, and cannot be known by another site
 * @param point the address through which they came
 * @param person whose it is; empty while somebody only says that it is theirs, or once it is nobody's any more
 */
public record Session(
        byte[] hash, String formToken, UUID point, Optional<UUID> person, Level level, Optional<String> language) {

    /** How sure we are that it is them; each may do what those before it may. */
    public enum Level {
        /** They have typed an address, which anybody can. */
        ENTERING,
        /** They hold a link out of a message, which may have been passed on. */
        LINK,
        /** They have read a letter that was just sent to the address. */
        CODE
    }

    boolean mayAs(Level needed) {
        return level.compareTo(needed) >= 0;
    }
}
