package dev.askfirst.person.deputy;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a deputy is to the person, and may do for them.
 *
 * @param until the first instant at which they may do nothing any more; empty if no end was set
 */
public record Mandate(Kind kind, Set<Right> may, Optional<Instant> until) {

    /** What a deputy is to the person. */
    public enum Kind {
        FAMILY,
        GUARDIAN,
        /** Whoever acts by a request that the person signed. */
        AGENT
    }

    public Mandate {
        may = may.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(may));
    }

    /** The rights in one order, always the same. */
    public List<Right> rights() {
        return may.stream().sorted(Comparator.naturalOrder()).toList();
    }
}
