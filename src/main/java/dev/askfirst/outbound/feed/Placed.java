package dev.askfirst.outbound.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A change at its place in the feed. Places are dense, never change, and ascend with each person's versions.
 *
 * @param sequences for each controller that is told, which change about this person it is
 */
public record Placed(long position, UUID page, int slot, Change change, Map<String, Long> sequences) {

    /** The changes of one row of the outbox, the first of which has this place. */
    public static List<Placed> all(long first, UUID page, String changes, Optional<String> sequences) {
        var read = Outbox.read(changes);
        var numbers = Sequences.read(sequences, read.size());
        var all = new ArrayList<Placed>(read.size());
        for (var slot = 0; slot < read.size(); slot++) {
            all.add(new Placed(first + slot, page, slot, read.get(slot), numbers.get(slot)));
        }
        return all;
    }
}
