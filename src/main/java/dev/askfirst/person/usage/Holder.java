package dev.askfirst.person.usage;

import java.util.UUID;

/** Whose permits caps count together. In the order in which they are locked. */
public sealed interface Holder extends Comparable<Holder> {

    UUID id();

    /** A person, over all their addresses. */
    record Known(UUID id) implements Holder {}

    /** An address that is nobody's, by its current contact key. */
    record Stranger(UUID id, int version) implements Holder {}

    @Override
    default int compareTo(Holder other) {
        var kinds = Boolean.compare(this instanceof Stranger, other instanceof Stranger);
        return kinds == 0 ? id().compareTo(other.id()) : kinds;
    }
}
