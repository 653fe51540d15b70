package dev.askfirst.verify;

import java.util.ArrayList;
import java.util.List;

/** A node of the tree that is above the leaves from {@code index * 2^height} to before {@code (index + 1) * 2^height}. */
record Node(int height, long index) {

    private static final int HIGHEST = 62;

    /** Whether its leaves can be counted. */
    boolean exists() {
        return height <= HIGHEST && index < 1L << HIGHEST - height;
    }

    long first() {
        return index << height;
    }

    long end() {
        return (index + 1) << height;
    }

    /** The fewest nodes that are above exactly these leaves, from left to right. */
    static List<Node> over(long first, long end) {
        var nodes = new ArrayList<Node>();
        for (var at = first; at < end; ) {
            var height = 0;
            while (height < HIGHEST && at % (1L << height + 1) == 0 && at + (1L << height + 1) <= end) height++;
            nodes.add(new Node(height, at >> height));
            at += 1L << height;
        }
        return nodes;
    }
}
