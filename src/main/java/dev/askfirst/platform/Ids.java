package dev.askfirst.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Ids: UUIDv7 for what is recorded, UUIDv8 for what is derived from a keyed hash (RFC 9562). */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int POOL = 512;
    private static final long PLACES = 0xFFF;

    // Drawing 8 bytes at a time from SecureRandom costs more than the rest of an id: draw many at once, per thread.
    private static final ThreadLocal<Pool> POOLS = ThreadLocal.withInitial(Pool::new);

    private Ids() {}

    /** A new UUIDv7 of {@code instant}; its 12 bits after the version hold the fraction of the millisecond. */
    public static UUID at(Instant instant) {
        var fraction = (instant.getNano() % 1_000_000L) * 4096 / 1_000_000;
        var high = instant.toEpochMilli() << 16 | 0x7000 | fraction;
        return new UUID(high, POOLS.get().next() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L);
    }

    /** A new UUIDv7 of {@code instant} whose last 12 bits are nothing, so that {@link #onPage} has room for places. */
    public static UUID page(Instant instant) {
        var id = at(instant);
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() & ~PLACES);
    }

    /** The same for a page of this shard. */
    public static UUID page(Instant instant, short shard) {
        return Shard.inPage(page(instant), shard);
    }

    /**
     * The id of what stands on a page of decisions, in the order of the page.
     *
     * @param slot from 0 to 4094
     */
    public static UUID onPage(UUID page, int slot) {
        if (slot < 0 || slot >= PLACES) throw new IllegalArgumentException("a page has no slot " + slot);
        return new UUID(page.getMostSignificantBits(), page.getLeastSignificantBits() | slot + 1);
    }

    /** An id after all that {@link #onPage} makes for this page, and before the next page. */
    public static UUID afterPage(UUID page) {
        return new UUID(page.getMostSignificantBits(), page.getLeastSignificantBits() | PLACES);
    }

    /** As the database orders ids: {@link UUID#compareTo} takes their halves for signed numbers. */
    public static int compare(UUID one, UUID other) {
        var high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    /** The instant of a UUIDv7, to the millisecond. */
    public static Instant instant(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The UUIDv8 that the first 16 bytes of a hash make. */
    public static UUID ofHash(byte[] hash) {
        var high = longAt(hash, 0) & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
        var low = longAt(hash, 8) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    public static byte[] bytes(UUID id) {
        var bytes = new byte[16];
        for (var i = 0; i < 8; i++) {
            bytes[i] = (byte) (id.getMostSignificantBits() >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (id.getLeastSignificantBits() >>> (56 - 8 * i));
        }
        return bytes;
    }

    public static UUID fromBytes(byte[] bytes, int offset) {
        return new UUID(longAt(bytes, offset), longAt(bytes, offset + 8));
    }

    /** The id that a path or a parameter holds; empty if it is none. */
    public static Optional<UUID> parse(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** 16 fresh random bytes. */
    public static byte[] salt() {
        var salt = new byte[16];
        var pool = POOLS.get();
        var one = pool.next();
        var two = pool.next();
        for (var i = 0; i < 8; i++) {
            salt[i] = (byte) (one >>> (8 * i));
            salt[8 + i] = (byte) (two >>> (8 * i));
        }
        return salt;
    }

    private static long longAt(byte[] bytes, int offset) {
        var value = 0L;
        for (var i = 0; i < 8; i++) value = value << 8 | bytes[offset + i] & 0xFF;
        return value;
    }

    private static final class Pool {
        private final byte[] bytes = new byte[POOL];
        private int used = POOL;

        long next() {
            if (used == POOL) {
                RANDOM.nextBytes(bytes);
                used = 0;
            }
            var value = longAt(bytes, used);
            used += 8;
            return value;
        }
    }
}
