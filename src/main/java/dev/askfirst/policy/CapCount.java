package dev.askfirst.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * What is used up of a cap at one instant.
 *
 * @param source whose cap it is
 * @param used how many permits it counts; of a budget of attention, how many units
 * @param kept how many of them are for the topic of its reserve; of a budget, how many units are kept for other topics
 * @param free if no slot is left: the first instant at which there is one again; empty if there never will be
 * @param held of a budget, how many units are held for messages that go first, or until that is decided
 */
public record CapCount(String source, int used, int kept, Optional<Instant> free, int held) {

    /** Of a cap, where every slot goes to whoever asks first. */
    public CapCount(String source, int used, int kept, Optional<Instant> free) {
        this(source, used, kept, free, 0);
    }
}
