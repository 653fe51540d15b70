package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdgeTest {

    private static final int SIZE = 66_000;
    private static final byte[] LEAVES = PlainTree.of(SIZE).bytes();

    /** Past 256 tiles there is a whole tile on the second level. */
    @Test
    void howeverLeavesArriveTheTilesAndTheRootAreTheSame() {
        var atOnce = Edge.empty();
        var tiles = atOnce.append(LEAVES);
        var random = new Random(6962);
        var edge = Edge.empty();
        var full = new ArrayList<Edge.Full>();
        for (var at = 0; at < SIZE; ) {
            var end = Math.min(SIZE, at + 1 + random.nextInt(700));
            // As if another instance went on from what is stored.
            edge = Edge.of(edge.size(), edge.bytes());
            full.addAll(edge.append(Arrays.copyOfRange(LEAVES, at * 32, end * 32)));
            at = end;
        }
        assertEquals(SIZE, edge.size());
        assertArrayEquals(atOnce.root(), edge.root());
        assertArrayEquals(new PlainTree(leaves(SIZE)).root(), edge.root());
        assertEquals(places(tiles), places(full));
        assertEquals(SIZE / 256 + 1, full.size());
        assertEquals("1/0", places(full).getLast().replace("0/256", "1/0"));
    }

    @Test
    void theRootIsRightAtEverySize() {
        var edge = Edge.empty();
        for (var size = 1; size < 600; size++) {
            edge.append(Arrays.copyOfRange(LEAVES, (size - 1) * 32, size * 32));
            assertArrayEquals(new PlainTree(leaves(size)).root(), edge.root(), "of " + size);
        }
    }

    @Test
    void partsOfTheTileAtTheEdgeAreThere() {
        var edge = Edge.empty();
        edge.append(Arrays.copyOf(LEAVES, 300 * 32));
        assertArrayEquals(
                Arrays.copyOfRange(LEAVES, 256 * 32, 266 * 32),
                edge.tile(new Tile(0, 1, 10)).orElseThrow());
        assertEquals(44, edge.tile(new Tile(0, 1, 44)).orElseThrow().length / 32);
        assertEquals(false, edge.tile(new Tile(0, 1, 45)).isPresent());
        assertEquals(false, edge.tile(new Tile(0, 0, 256)).isPresent());
        assertEquals(1, edge.tile(new Tile(1, 0, 1)).orElseThrow().length / 32);
    }

    @Test
    void anEdgeOfAnotherSizeIsRefused() {
        var edge = Edge.empty();
        edge.append(Arrays.copyOf(LEAVES, 300 * 32));
        assertThrows(IllegalArgumentException.class, () -> Edge.of(301, edge.bytes()));
        assertThrows(IllegalArgumentException.class, () -> Edge.of(299, edge.bytes()));
        assertThrows(IllegalArgumentException.class, () -> Edge.empty().append(new byte[33]));
    }

    private static List<byte[]> leaves(int size) {
        var leaves = new ArrayList<byte[]>();
        for (var i = 0; i < size; i++) leaves.add(Arrays.copyOfRange(LEAVES, i * 32, i * 32 + 32));
        return leaves;
    }

    private static List<String> places(List<Edge.Full> tiles) {
        return tiles.stream()
                .map(it -> it.level() + "/" + it.index())
                .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                .toList();
    }
}
