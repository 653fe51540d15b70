package dev.askfirst.log;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A piece of the tree as C2SP tlog-tiles cuts it: up to 256 neighbouring nodes at height 8 times {@code level}.
 *
 * @param width how many of its nodes it has; 256 are a whole tile, which never changes
 */
public record Tile(int level, long index, int width) {

    /** As many nodes as a whole tile has. */
    public static final int WHOLE = 256;

    /** How many heights of the tree one tile spans. */
    public static final int HEIGHT = 8;

    private static final int MOST_LEVELS = 6;
    private static final Pattern PATH = Pattern.compile("((?:x\\d{3}/)*\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    /** The tile that a path such as {@code x001/x234/067.p/12} names at a level; empty if it is none. */
    public static Optional<Tile> parse(String level, String path) {
        if (!level.matches("[0-9]") || Integer.parseInt(level) > MOST_LEVELS) return Optional.empty();
        var parts = PATH.matcher(path);
        if (!parts.matches() || path.length() > 40) return Optional.empty();
        var digits = parts.group(1).replaceAll("[x/]", "");
        // Of several groups the first one has something in it.
        if (digits.length() > 15 || digits.length() > 3 && digits.startsWith("000")) return Optional.empty();
        var width = parts.group(2) == null ? WHOLE : Integer.parseInt(parts.group(2));
        if (parts.group(2) != null && width >= WHOLE) return Optional.empty();
        return Optional.of(new Tile(Integer.parseInt(level), Long.parseLong(digits), width));
    }

    /** The tile that a node stands in, or is computed from. */
    static Tile holding(int height, long index) {
        var level = height / HEIGHT;
        return new Tile(level, index << height % HEIGHT >> HEIGHT, WHOLE);
    }

    public boolean isWhole() {
        return width == WHOLE;
    }

    /** Whether a tree of so many leaves has all of its nodes. */
    boolean isWithin(long size) {
        return index * WHOLE + width <= size >> level * HEIGHT;
    }

    /** Below {@code /tile/}. */
    public String path() {
        var rest = index;
        var path = new StringBuilder("%03d".formatted(rest % 1000));
        while ((rest /= 1000) > 0) path.insert(0, "x%03d/".formatted(rest % 1000));
        return level + "/" + path + (isWhole() ? "" : ".p/" + width);
    }

    /** The node above {@code 2^height} nodes of a tile, the first of which is at {@code from}. */
    static byte[] above(byte[] hashes, int from, int height) {
        if (height == 0) {
            var hash = new byte[Merkle.LENGTH];
            System.arraycopy(hashes, from * Merkle.LENGTH, hash, 0, Merkle.LENGTH);
            return hash;
        }
        var half = 1 << height - 1;
        return Merkle.node(above(hashes, from, height - 1), above(hashes, from + half, height - 1));
    }
}
