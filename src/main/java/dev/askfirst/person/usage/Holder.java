package dev.askfirst.person.usage;

import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.Ids;
import java.util.Comparator;
import java.util.UUID;

/** Whose permits caps count together. In the order in which they are locked. */
public sealed interface Holder extends Comparable<Holder> {

    /** People first, then by shard, then as the database orders ids. */
    Comparator<Holder> ORDER = Comparator.<Holder, Boolean>comparing(Stranger.class::isInstance)
            .thenComparing(Holder::shard)
            .thenComparing(Holder::id, Ids::compare);

    UUID id();

    /** Where its row lies. */
    short shard();

    /** A person, over all their addresses. */
    record Known(UUID id, short shard) implements Holder {}

    /** An address that is nobody's, by its current contact key. */
    record Stranger(UUID id, int version, short shard) implements Holder {

        public static Stranger of(ContactKeys.ContactKey key) {
            return new Stranger(key.key(), key.version(), key.shard());
        }
    }

    @Override
    default int compareTo(Holder other) {
        return ORDER.compare(this, other);
    }
}
