package dev.askfirst.consent.feedback;

import java.util.random.RandomGenerator;

/**
 * Shares that tell what many said and not what anybody did: to each count a whole number is added that is drawn from a
 * two-sided geometric distribution, before the share is rounded (Ghosh, Roughgarden and Sundararajan, 2009).
 */
record NoisyShares(int people, int more, int fine, int less) {

    /** Of fewer people than this nothing is told. */
    static final int FEWEST = 20;

    /** How much likelier one more or one fewer can make a count: e to the power of this. Two counts change with one word. */
    private static final double EPSILON = 0.5;

    private static final int STEP = 10;

    static NoisyShares of(int more, int fine, int less, RandomGenerator random) {
        var people = more + fine + less;
        if (people < FEWEST) throw new IllegalArgumentException("too few to tell of");
        return new NoisyShares(
                people / STEP * STEP,
                share(more, people, random),
                share(fine, people, random),
                share(less, people, random));
    }

    private static int share(int count, int people, RandomGenerator random) {
        var noisy = count + geometric(random) - geometric(random);
        var percent = 100.0 * noisy / people;
        return Math.clamp(Math.round(percent / STEP) * STEP, STEP, 100 - STEP);
    }

    private static int geometric(RandomGenerator random) {
        return (int) Math.floor(Math.log(1 - random.nextDouble()) / -EPSILON);
    }
}
