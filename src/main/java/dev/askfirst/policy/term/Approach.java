package dev.askfirst.policy.term;

import java.util.Optional;

/**
 * How a message reaches somebody by being near them: what its sender tells of that, without where it is.
 *
 * @param dwellS for how many seconds the person has been at this place; 0 where it is not told
 * @param away whether a place is told, and it is not the person's home
 */
public record Approach(int dwellS, boolean away) {

    /** The channel of all approaches. */
    public static final String CHANNEL = "proximity";

    /** Nothing is told. */
    public static final Approach UNTOLD = new Approach(0, false);

    /** The approach by which a message of this channel comes; empty for any other channel. */
    public static Optional<Approach> by(String channel, Approach told) {
        return channel.equals(CHANNEL) ? Optional.of(told) : Optional.empty();
    }
}
