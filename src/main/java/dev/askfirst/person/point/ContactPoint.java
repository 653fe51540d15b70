package dev.askfirst.person.point;

import dev.askfirst.policy.term.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * One address of a person, as a caller may see it.
 *
 * @param contact as a URI, in full or masked; empty while only its hash is known
 * @param suppressed the controllers that must not write to it, {@code *} for every one
 */
public record ContactPoint(
        UUID id, String scheme, Optional<String> contact, boolean verified, Instant addedAt, List<String> suppressed) {

    /** Whether this controller must not write to it. */
    public boolean isClosedTo(String controller) {
        return suppressed.contains(Scope.ALL) || suppressed.contains(controller);
    }

    /** The same without suppressions for others. */
    public ContactPoint within(Predicate<String> controller) {
        return new ContactPoint(
                id,
                scheme,
                contact,
                verified,
                addedAt,
                suppressed.stream().filter(controller).toList());
    }
}
