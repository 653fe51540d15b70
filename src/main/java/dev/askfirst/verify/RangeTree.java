package dev.askfirst.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree that follows from the leaves of one range and the nodes beside it. Leaves are given one after the other; memory
 * grows with the height of the tree only, and with the tiles' hashes that are compared on the way.
 */
final class RangeTree {

    private static final int TILE = 8;

    private record Open(int height, byte[] hash) {}

    private final Hashing hashing = new Hashing();
    private final Map<Node, byte[]> known = new HashMap<>();
    private final Map<Long, byte[]> tiles = new HashMap<>();
    private final List<Node> targets = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final long first;
    private final long end;
    private long at;
    private int target;

    /**
     * Over the leaves from {@code first} to before {@code end}.
     *
     * @param cut a size whose root will be asked for too
     * @param given nodes beside the range; those inside it, of 256 leaves each, are compared with what follows
     * @throws Tampered for one that is over leaves of the range and others: it would stand in for what follows from them
     */
    RangeTree(long first, long end, long cut, Map<Node, byte[]> given) throws Tampered {
        this.first = first;
        this.end = end;
        this.at = first;
        for (var node : given.keySet()) take(node, given.get(node));
        var middle = Math.clamp(cut, first, end);
        targets.addAll(Node.over(first, middle));
        targets.addAll(Node.over(middle, end));
    }

    private void take(Node node, byte[] hash) throws Tampered {
        var inside = node.first() >= first && node.end() <= end;
        var beside = node.end() <= first || node.first() >= end;
        if (inside && node.height() == TILE) tiles.put(node.index(), hash);
        if (beside) known.put(node, hash);
        if (!inside && !beside)
            throw new Tampered("entries %d to %d: the file tree says what follows from them and others"
                    .formatted(Math.max(first, node.first()), Math.min(end, node.end()) - 1));
    }

    /** Where the next leaf belongs. */
    long next() {
        return at;
    }

    long end() {
        return end;
    }

    void add(byte[] leaf) throws Tampered {
        var height = 0;
        var hash = leaf;
        var index = at;
        while (!open.isEmpty()
                && open.peek().height() == height
                && height < targets.get(target).height()) {
            hash = hashing.node(open.pop().hash(), hash);
            height++;
            index >>= 1;
            if (height == TILE) compare(index, hash);
        }
        at++;
        if (height == targets.get(target).height()) known.put(targets.get(target++), hash);
        else open.push(new Open(height, hash));
    }

    private void compare(long tile, byte[] hash) throws Tampered {
        var sealed = tiles.get(tile);
        if (sealed == null || Arrays.equals(sealed, hash)) return;
        throw new Tampered("entries %d to %d: their hashes are not those that were sealed"
                .formatted(tile << TILE, (tile + 1 << TILE) - 1));
    }

    /** The root over the first {@code size} leaves; unreadable where a node is missing for it. */
    byte[] root(long size) throws Unreadable {
        if (size == 0) return hashing.of(new byte[0]);
        byte[] root = null;
        for (var node : Node.over(0, size).reversed())
            root = root == null ? value(node) : hashing.node(value(node), root);
        return root;
    }

    private byte[] value(Node node) throws Unreadable {
        var hash = known.get(node);
        if (hash != null) return hash;
        if (node.height() == 0)
            throw new Unreadable("the hash of entry %d is needed and not there".formatted(node.index()));
        var below = new Node(node.height() - 1, node.index() * 2);
        return hashing.node(value(below), value(new Node(below.height(), below.index() + 1)));
    }
}
