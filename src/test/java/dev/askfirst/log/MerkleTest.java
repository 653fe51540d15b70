package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hashes, roots and paths against the constants of RFC 6962's implementers and against its definitions. */
class MerkleTest {

    private static final int MOST = 70;
    private static final PlainTree TREE = PlainTree.of(MOST);

    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c14",
            "6e340b9cffb37a98",
            "fac54203e7cc696c",
            "aeb6bcfe274b70a1",
            "d37ee418976dd957",
            "4e3bbb1f7b478dcf",
            "76e67dadbcdf1e10",
            "ddb89be403809e32",
            "5dc9da79a70659a9");

    @Test
    void rootsAreThoseOfTheConstants() {
        var edge = Edge.empty();
        assertTrue(hex(edge.root()).startsWith(ROOTS.getFirst()));
        for (var i = 0; i < ENTRIES.size(); i++) {
            edge.append(Merkle.leaf(HexFormat.of().parseHex(ENTRIES.get(i))));
            assertTrue(hex(edge.root()).startsWith(ROOTS.get(i + 1)), "of " + (i + 1));
        }
    }

    @Test
    void everyPathIsTheOneOfTheDefinitionAndHolds() throws SQLException {
        for (var size = 1; size <= MOST; size++) {
            for (var index = 0; index < size; index++) {
                var path = Paths.inclusion(index, size, nodes());
                same(TREE.inclusion(index, size), path);
                assertTrue(PathCheck.includes(index, size, TREE.leaves().get(index), path, TREE.root(size)));
            }
            for (var earlier = 1; earlier <= size; earlier++) {
                var path = Paths.consistency(earlier, size, nodes());
                same(TREE.consistency(earlier, size), path);
                assertTrue(PathCheck.consistent(earlier, TREE.root(earlier), size, TREE.root(size), path));
            }
        }
    }

    @Test
    void noPathHoldsForAnythingElse() throws SQLException {
        for (var size = 2; size <= 20; size++) {
            var root = TREE.root(size);
            for (var index = 0; index < size; index++) {
                var leaf = TREE.leaves().get(index);
                var path = Paths.inclusion(index, size, nodes());
                assertFalse(PathCheck.includes(index ^ 1, size, leaf, path, root));
                assertFalse(PathCheck.includes(index, size, TREE.leaves().get(index ^ 1), path, root));
                assertFalse(PathCheck.includes(index, size, leaf, path, TREE.root(size + 1)));
                assertFalse(PathCheck.includes(index, size, leaf, path.subList(1, path.size()), root));
                assertFalse(PathCheck.includes(index, size, leaf, longer(path), root));
                for (var step = 0; step < path.size(); step++)
                    assertFalse(PathCheck.includes(index, size, leaf, flipped(path, step), root));
            }
            for (var earlier = 1; earlier < size; earlier++) {
                var before = TREE.root(earlier);
                var path = Paths.consistency(earlier, size, nodes());
                assertFalse(PathCheck.consistent(earlier, TREE.root(earlier + 1), size, root, path));
                assertFalse(PathCheck.consistent(earlier, before, size, before, path));
                assertFalse(PathCheck.consistent(earlier, before, size, root, longer(path)));
                assertFalse(PathCheck.consistent(earlier, before, size, root, path.subList(1, path.size())));
                for (var step = 0; step < path.size(); step++)
                    assertFalse(PathCheck.consistent(earlier, before, size, root, flipped(path, step)));
            }
        }
    }

    @Test
    void whatIsNotInTheTreeHasNoPath() {
        assertThrows(IllegalArgumentException.class, () -> Paths.inclusion(3, 3, nodes()));
        assertThrows(IllegalArgumentException.class, () -> Paths.inclusion(-1, 3, nodes()));
        assertThrows(IllegalArgumentException.class, () -> Paths.consistency(0, 3, nodes()));
        assertThrows(IllegalArgumentException.class, () -> Paths.consistency(4, 3, nodes()));
        assertFalse(PathCheck.consistent(0, Merkle.empty(), 3, TREE.root(3), List.of()));
    }

    @Test
    void subtreesCoverExactlyWhatTheyAreAskedFor() {
        for (var first = 0L; first < 40; first++) {
            for (var end = first; end < 80; end++) {
                var at = first;
                for (var subtree : Subtree.over(first, end)) {
                    assertEquals(at, subtree.first());
                    at = subtree.end();
                }
                assertEquals(end, at);
            }
        }
        assertEquals(List.of(new Subtree(2, 1), new Subtree(3, 1), new Subtree(1, 8)), Subtree.over(4, 18));
    }

    private static Nodes nodes() {
        return (height, index) -> {
            var from = (int) (index << height);
            return new PlainTree(TREE.leaves().subList(from, from + (1 << height))).root();
        };
    }

    private static void same(List<byte[]> expected, List<byte[]> path) {
        assertEquals(expected.size(), path.size());
        for (var i = 0; i < path.size(); i++) assertArrayEquals(expected.get(i), path.get(i));
    }

    private static List<byte[]> longer(List<byte[]> path) {
        var more = new ArrayList<>(path);
        more.add(Merkle.empty());
        return more;
    }

    private static List<byte[]> flipped(List<byte[]> path, int step) {
        var other = new ArrayList<>(path);
        other.set(step, path.get(step).clone());
        other.get(step)[7] ^= 16;
        return other;
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
