package dev.askfirst.catalog.author;

import java.time.Instant;
import java.util.Optional;

/**
 * A human who writes personal messages for a controller.
 *
 * @param id as questions name them, unless by {@code name}
 * @param name as people read it
 * @param contact how to reach them
 * @param from the first instant at which they write; empty for ever since
 * @param until the first instant at which they write no more; empty for no end
 */
public record Author(
        String id, String name, Role role, Optional<String> contact, Optional<Instant> from, Optional<Instant> until) {

    /** What the human is to the controller. */
    public enum Role {
        EMPLOYEE,
        VOLUNTEER,
        /** Of an agency that writes for it. */
        AGENCY
    }

    public Author {
        contact = orAbsent(contact);
        from = orAbsent(from);
        until = orAbsent(until);
    }

    /** Whether they write for the controller at this instant: the end itself is too late. */
    public boolean writesAt(Instant at) {
        return from.filter(at::isBefore).isEmpty()
                && until.filter(end -> !at.isBefore(end)).isEmpty();
    }

    private static <T> Optional<T> orAbsent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
