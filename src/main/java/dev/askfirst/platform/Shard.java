package dev.askfirst.platform;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * A small number in the key of every row that a question touches (docs/adr/0082). Rows of one shard can lie on a machine of
 * their own.
 */
public final class Shard {

    /** How many there are; fixed with the first row ever written. */
    public static final int COUNT = 32;

    /** What belongs to no address. */
    public static final short NONE = 0;

    /** The bits of a page's id that say its shard: those before the places. */
    private static final int AT = 12;

    private Shard() {}

    /** The shard of an address, by SHA-256 of its normalised value: the same whatever keys it is filed under. */
    public static short ofAddress(byte[] hash) {
        return (short) (hash[hash.length - 1] & COUNT - 1);
    }

    /** The shard of a page, or of what stands on it. */
    public static short ofPage(UUID page) {
        return (short) (page.getLeastSignificantBits() >> AT & COUNT - 1);
    }

    /** The shards of these pages, or of what stands on them, each once. */
    public static Set<Short> ofPages(Collection<UUID> pages) {
        var shards = new HashSet<Short>();
        for (var page : pages) shards.add(ofPage(page));
        return shards;
    }

    /** This page's id with this shard in it. */
    static UUID inPage(UUID page, short shard) {
        var low = page.getLeastSignificantBits() & ~((long) (COUNT - 1) << AT);
        return new UUID(page.getMostSignificantBits(), low | (long) shard << AT);
    }
}
