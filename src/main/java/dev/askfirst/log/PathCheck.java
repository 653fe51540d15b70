package dev.askfirst.log;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Checks paths as RFC 9162, sections 2.1.3.2 and 2.1.4.2, say; strict about lengths, and never throws. */
public final class PathCheck {

    private PathCheck() {}

    /** Whether the path proves that this leaf is at {@code index} of the tree with this size and root. */
    public static boolean includes(long index, long size, byte[] leaf, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size || !hashes(path) || !isHash(leaf) || !isHash(root)) return false;
        var rest = new ArrayDeque<>(path);
        var at = index;
        var last = size - 1;
        var hash = leaf;
        while (last > 0) {
            if (rest.isEmpty()) return false;
            if ((at & 1) == 1 || at == last) {
                hash = Merkle.node(rest.poll(), hash);
                while ((at & 1) == 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Merkle.node(hash, rest.poll());
            }
            at >>= 1;
            last >>= 1;
        }
        return rest.isEmpty() && Arrays.equals(hash, root);
    }

    /** Whether the path proves that the later tree goes on where the earlier one ended. Nothing follows from an empty one. */
    public static boolean consistent(long earlier, byte[] before, long later, byte[] after, List<byte[]> path) {
        if (earlier < 1 || earlier > later || !hashes(path)) return false;
        if (earlier == later) return path.isEmpty() && Arrays.equals(before, after);
        var rest = new ArrayDeque<>(path);
        if (Long.bitCount(earlier) == 1) rest.addFirst(before);
        return !rest.isEmpty() && climb(earlier, before, later, after, rest);
    }

    private static boolean climb(long earlier, byte[] before, long later, byte[] after, Deque<byte[]> path) {
        var at = earlier - 1;
        var last = later - 1;
        while ((at & 1) == 1) {
            at >>= 1;
            last >>= 1;
        }
        var old = path.poll();
        var fresh = old;
        for (var hash : path) {
            if (last == 0) return false;
            if ((at & 1) == 1 || at == last) {
                old = Merkle.node(hash, old);
                fresh = Merkle.node(hash, fresh);
                while (at != 0 && (at & 1) == 0) {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                fresh = Merkle.node(fresh, hash);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(old, before) && Arrays.equals(fresh, after);
    }

    private static boolean hashes(List<byte[]> path) {
        return path.stream().allMatch(PathCheck::isHash);
    }

    private static boolean isHash(byte[] hash) {
        return hash.length == Merkle.LENGTH;
    }
}
