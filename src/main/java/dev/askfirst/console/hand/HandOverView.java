package dev.askfirst.console.hand;

import java.util.List;

/**
 * What would be handed over, before it is made.
 *
 * @param about what it is about, in words
 * @param period of which days, in words
 * @param facts how many entries it would tell with their facts
 * @param hashes about how many it would tell as hashes alone
 * @param inFull whether addresses would be told in full
 */
public record HandOverView(String about, String period, List<Count> counts, long facts, long hashes, boolean inFull) {

    /** How many entries there are of what; {@code more} if they were not counted to the end. */
    public record Count(String what, long count, boolean more) {}
}
