package dev.askfirst.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The right edge of a growing tree: its tiles that are not whole yet, one on each level. It is all that is needed to go on,
 * and to know the root.
 */
public final class Edge {

    /** A tile that has become whole. */
    public record Full(int level, long index, byte[] hashes) {}

    private static final int WHOLE = Tile.WHOLE * Merkle.LENGTH;

    private final List<byte[]> levels = new ArrayList<>();
    private long size;

    private Edge(long size) {
        this.size = size;
    }

    /** Of a tree without leaves. */
    public static Edge empty() {
        return new Edge(0);
    }

    /** As {@link #bytes} gave it for a tree of this size. */
    public static Edge of(long size, byte[] bytes) {
        var edge = new Edge(size);
        var rest = ByteBuffer.wrap(bytes);
        for (var nodes = size; nodes > 0; nodes /= Tile.WHOLE) {
            var level = new byte[(int) (nodes % Tile.WHOLE) * Merkle.LENGTH];
            if (rest.remaining() < level.length) throw new IllegalArgumentException("the edge is too short");
            rest.get(level);
            edge.levels.add(level);
        }
        if (rest.hasRemaining()) throw new IllegalArgumentException("the edge is too long");
        return edge;
    }

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        levels.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    public long size() {
        return size;
    }

    /** Adds leaves, one after the other, and gives the tiles that became whole by them. */
    public List<Full> append(byte[] leaves) {
        if (leaves.length % Merkle.LENGTH != 0) throw new IllegalArgumentException("that is not a row of hashes");
        var full = new ArrayList<Full>();
        for (var at = 0; at < leaves.length; ) {
            var room = WHOLE - level(0).length;
            var part = Arrays.copyOfRange(leaves, at, Math.min(leaves.length, at + room));
            grow(0, part, full);
            size += part.length / Merkle.LENGTH;
            at += part.length;
        }
        return full;
    }

    /** The first nodes of the tile at the edge; empty if that has fewer. */
    public Optional<byte[]> tile(Tile tile) {
        var level = level(tile.level());
        var index = size >> Tile.HEIGHT * (tile.level() + 1);
        var length = tile.width() * Merkle.LENGTH;
        return tile.index() == index && level.length >= length
                ? Optional.of(Arrays.copyOf(level, length))
                : Optional.empty();
    }

    public byte[] root() {
        byte[] root = null;
        for (var level : levels) {
            var end = level.length / Merkle.LENGTH;
            for (var height = 0; end > 0; height++) {
                if ((end >> height & 1) == 0) continue;
                end -= 1 << height;
                var node = Tile.above(level, end, height);
                root = root == null ? node : Merkle.node(node, root);
            }
        }
        return root == null ? Merkle.empty() : root;
    }

    private byte[] level(int level) {
        return level < levels.size() ? levels.get(level) : new byte[0];
    }

    private void grow(int level, byte[] hashes, List<Full> full) {
        while (levels.size() <= level) levels.add(new byte[0]);
        var before = levels.get(level);
        var grown = Arrays.copyOf(before, before.length + hashes.length);
        System.arraycopy(hashes, 0, grown, before.length, hashes.length);
        if (grown.length < WHOLE) {
            levels.set(level, grown);
            return;
        }
        // `size` is still without these leaves, so it lies in the tile that they complete.
        full.add(new Full(level, size >> Tile.HEIGHT * (level + 1), grown));
        levels.set(level, new byte[0]);
        grow(level + 1, Tile.above(grown, 0, Tile.HEIGHT), full);
    }
}
