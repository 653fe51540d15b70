package dev.askfirst.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The ways through a tree that prove something about it, as RFC 6962 orders their hashes. */
public final class Paths {

    private Paths() {}

    /** The root over the first {@code size} leaves. */
    public static byte[] root(long size, Nodes nodes) throws SQLException {
        return over(0, size, nodes);
    }

    /** That the leaf at {@code index} is in the tree of this size: from its neighbour up to below the root. */
    public static List<byte[]> inclusion(long index, long size, Nodes nodes) throws SQLException {
        if (index < 0 || index >= size) throw new IllegalArgumentException(index + " is not in a tree of " + size);
        var path = new ArrayList<byte[]>();
        var first = 0L;
        var end = size;
        while (end - first > 1) {
            var middle = first + split(end - first);
            var left = index < middle;
            path.addFirst(left ? over(middle, end, nodes) : over(first, middle, nodes));
            if (left) end = middle;
            else first = middle;
        }
        return path;
    }

    /** That the tree of the later size has all leaves of the earlier one, at the same places. */
    public static List<byte[]> consistency(long earlier, long later, Nodes nodes) throws SQLException {
        if (earlier < 1 || earlier > later) {
            throw new IllegalArgumentException(earlier + " is not a size before " + later);
        }
        var path = new ArrayList<byte[]>();
        var first = 0L;
        var end = later;
        while (earlier < end) {
            var middle = first + split(end - first);
            var left = earlier <= middle;
            path.addFirst(left ? over(middle, end, nodes) : over(first, middle, nodes));
            if (left) end = middle;
            else first = middle;
        }
        // Whoever holds the earlier root knows what is above all of its leaves.
        if (first > 0) path.addFirst(over(first, end, nodes));
        return path;
    }

    private static byte[] over(long first, long end, Nodes nodes) throws SQLException {
        if (first == end) return Merkle.empty();
        byte[] root = null;
        for (var subtree : Subtree.over(first, end).reversed()) {
            var node = nodes.at(subtree.height(), subtree.index());
            root = root == null ? node : Merkle.node(node, root);
        }
        return root;
    }

    /** The largest power of two below n. */
    private static long split(long n) {
        return Long.highestOneBit(n - 1);
    }
}
