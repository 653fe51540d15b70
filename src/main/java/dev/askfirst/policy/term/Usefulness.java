package dev.askfirst.policy.term;

import java.util.Comparator;

/**
 * How useful messages about one topic are to one person, by what they said of them. Of 100 messages, a usefulness of 30 means
 * that 30 are: one of which they want more counts as useful, one that is fine as half, one of which they want less as not.
 */
public record Usefulness(int more, int fine, int less) {

    /** With fewer ratings than this nobody knows, and nothing rests. */
    public static final int FEWEST = 5;

    /** The quantile of the normal distribution beyond which a tenth lies. */
    private static final double Z = 1.2815515655446004;

    /** What is surely useful comes first, what is surely of no use last, and what nobody knows in between. */
    public static final Comparator<Usefulness> MOST_USEFUL_FIRST = Comparator.comparingDouble(Usefulness::lower)
            .thenComparingDouble(Usefulness::upper)
            .reversed();

    public int said() {
        return more + fine + less;
    }

    /** The usefulness is below this with a confidence of 90 percent, from 0 to 100; 100 if nothing was said. */
    public double upper() {
        return bound(1);
    }

    /** The usefulness is above this with a confidence of 90 percent, from 0 to 100; 0 if nothing was said. */
    public double lower() {
        return bound(-1);
    }

    /** Whether enough was said to be sure that it lies below so many percent. */
    public boolean isBelow(int percent) {
        return said() >= FEWEST && upper() < percent;
    }

    /** The bound of a Wilson score interval (Wilson, 1927), of which only one side is looked at. */
    private double bound(int side) {
        if (said() == 0) return side > 0 ? 100 : 0;
        double n = said();
        var share = (more + fine / 2.0) / n;
        var middle = share + Z * Z / (2 * n);
        var width = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        return 100 * (middle + side * width) / (1 + Z * Z / n);
    }
}
