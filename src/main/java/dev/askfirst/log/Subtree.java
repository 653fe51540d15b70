package dev.askfirst.log;

import java.util.ArrayList;
import java.util.List;

/** A node that has all its leaves, by its place: it is above the leaves from {@link #first} to before {@link #end}. */
public record Subtree(int height, long index) {

    public long first() {
        return index << height;
    }

    public long end() {
        return (index + 1) << height;
    }

    /** The fewest that are above exactly these leaves, from left to right. */
    public static List<Subtree> over(long first, long end) {
        var all = new ArrayList<Subtree>();
        for (var at = first; at < end; ) {
            var height = Math.min(
                    at == 0 ? Long.SIZE - 2 : Long.numberOfTrailingZeros(at),
                    Long.SIZE - 1 - Long.numberOfLeadingZeros(end - at));
            all.add(new Subtree(height, at >> height));
            at += 1L << height;
        }
        return all;
    }
}
