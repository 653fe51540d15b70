package dev.askfirst.verify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands beside a range helps to its root, and never stands in for what follows from the range itself. */
class RangeTreeTest {

    private static final byte[] CLAIMED = new byte[32];
    private final Hashing hashing = new Hashing();

    /** Whoever has the log's key would change an entry, and put the true hash above it here: the root would be the true one. */
    @ParameterizedTest
    @CsvSource({"10, 0", "9, 0", "7, 2", "4, 18", "62, 0"})
    void nothingIsBelievedAboutTheRange(int height, long index) {
        assertThrows(Tampered.class, () -> new RangeTree(300, 310, 0, Map.of(new Node(height, index), CLAIMED)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 7", "0, 7, 7", "1, 4, 7", "3, 6, 8", "5, 6, 13", "8, 13, 13", "2, 11, 500", "256, 512, 700"})
    void whatIsBesideItGivesTheRootOfAll(long first, long end, long size) throws Exception {
        var given = new HashMap<Node, byte[]>();
        for (var node : Node.over(0, first)) given.put(node, of(node));
        for (var node : Node.over(end, size)) given.put(node, of(node));
        var tree = new RangeTree(first, end, first, given);
        for (var at = first; at < end; at++) tree.add(leaf(at));
        assertArrayEquals(root(size), tree.root(size));
    }

    @Test
    void aNodeWhoseLeavesCannotBeCountedIsNone() {
        assertTrue(new Node(10, 3).exists());
        assertFalse(new Node(74, 0).exists());
        assertFalse(new Node(10, 1L << 54).exists());
    }

    private byte[] leaf(long at) {
        return hashing.of(("entry " + at).getBytes());
    }

    private byte[] of(Node node) {
        if (node.height() == 0) return leaf(node.index());
        return hashing.node(
                of(new Node(node.height() - 1, node.index() * 2)),
                of(new Node(node.height() - 1, node.index() * 2 + 1)));
    }

    /** By the definition of RFC 9162, section 2.1.1. */
    private byte[] root(long size) {
        return root(0, size);
    }

    private byte[] root(long first, long end) {
        var n = end - first;
        if (n == 1) return leaf(first);
        var k = Long.highestOneBit(n - 1);
        return hashing.node(root(first, first + k), root(first + k, end));
    }
}
