package dev.askfirst.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One rule that says no for now, such as that of pauses or of windows, for one question and its facts. */
interface Delay {

    /**
     * Why not at this instant; nothing where it lets the message pass.
     *
     * @return reasons whose {@code until} is the instant after {@code at} at which each may be over; one without it has no
     *     end in sight
     */
    List<Reason> at(Instant at);

    /** When it next says no by itself, if that is after {@code from}, at which it does not, and before {@code before}. */
    Optional<Instant> begins(Instant from, Instant before);
}
