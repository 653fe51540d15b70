package dev.askfirst.policy.attention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which messages wait for attention when a question is asked.
 *
 * @param until until when the message of the question is of value; empty where its sender does not want it to wait
 */
public record Waiting(List<Bid> bids, Optional<Instant> until) {

    /** Nothing waits, nor does the message. */
    public static final Waiting NOTHING = new Waiting(List.of(), Optional.empty());

    public Waiting {
        bids = List.copyOf(bids);
    }
}
