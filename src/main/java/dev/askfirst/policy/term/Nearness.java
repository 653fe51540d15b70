package dev.askfirst.policy.term;

/**
 * What a person asks of those who approach them by being near.
 *
 * @param notAtHome only where the sender tells a place that is not the person's home
 * @param oncePerPlace one approach in 24 hours at a place, over all senders
 * @param minDwellS for how many seconds the person must have been there; 0 for no minimum
 */
public record Nearness(boolean notAtHome, boolean oncePerPlace, int minDwellS) {

    /** The longest minimum, in seconds. */
    public static final int LONGEST_DWELL = 24 * 60 * 60;

    /** They ask for nothing. */
    public static final Nearness ANY = new Nearness(false, false, 0);

    public Nearness {
        if (minDwellS < 0 || minDwellS > LONGEST_DWELL) throw new IllegalArgumentException("no dwell: " + minDwellS);
    }

    /** What either of the two asks for. */
    public Nearness and(Nearness other) {
        return new Nearness(
                notAtHome || other.notAtHome, oncePerPlace || other.oncePerPlace, Math.max(minDwellS, other.minDwellS));
    }

    /** Whether it asks for all that the other one does. */
    public boolean includes(Nearness other) {
        return and(other).equals(this);
    }
}
