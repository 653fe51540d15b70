package dev.askfirst.audit.decision;

import java.util.Collection;
import java.util.UUID;

/**
 * A bloom filter of contact points, as the database's {@code bloom_places} reads it: it has every point that was put in, and
 * about two in a thousand others.
 */
final class Bloom {

    private static final int PLACES = 4;
    private static final int BITS_OF_PLACE = 15;
    private static final int BITS_PER_POINT = 16;
    private static final int LEAST_BITS = 64;

    private Bloom() {}

    /** The filter of these points; its size in bits is a power of two, 32,768 at most. */
    static byte[] of(Collection<UUID> points) {
        var wanted = Math.clamp((long) points.size() * BITS_PER_POINT, LEAST_BITS, 1 << BITS_OF_PLACE);
        var bits = Integer.highestOneBit(2 * wanted - 1);
        var filter = new byte[bits / 8];
        for (var point : points) {
            // Contact points are random: what would be a hash elsewhere stands in the id itself.
            var rest = point.getLeastSignificantBits();
            for (var i = 0; i < PLACES; i++) {
                var place = (int) (rest & bits - 1);
                filter[place / 8] |= (byte) (1 << place % 8);
                rest >>>= BITS_OF_PLACE;
            }
        }
        return filter;
    }
}
