package dev.askfirst.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One rule that says no for now, such as that of pauses or of windows, for one question and its facts. */
interface Delay {

    /**
     * Why the message may not go out at this instant; empty if it may.
     *
     * @return reasons; {@code until} of each is the instant after {@code at} at which it may be over, empty if no end
     *     is in sight
     */
    List<Reason> at(Instant at);

    /**
     * When it next says no, if that is between {@code from}, at which it does not, and {@code before}; both excluded.
     */
    Optional<Instant> begins(Instant from, Instant before);
}
