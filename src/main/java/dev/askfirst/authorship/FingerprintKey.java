package dev.askfirst.authorship;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which texts of one controller are made comparable for one month. Whoever has it can make fingerprints, and can
 * try guesses at a text of which they know one.
 */
public final class FingerprintKey {

    /** Texts of fewer words have no fingerprint: too much of them is what everybody writes. */
    public static final int FEWEST_WORDS = 20;

    private static final String ALGORITHM = "HmacSHA256";

    /** So many words in a row are compared. */
    private static final int SHINGLE = 3;

    /** 32 bits each, of one hash. */
    private static final int PARTS = 8;

    private static final int GOLDEN = 0x9e3779b9;

    private final YearMonth month;
    private final SecretKeySpec key;

    /** @param key 32 random bytes */
    public FingerprintKey(YearMonth month, byte[] key) {
        this.month = month;
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The fingerprint of these words; empty if they are fewer than {@link #FEWEST_WORDS}. */
    public Optional<Fingerprint> of(Words words) {
        if (words.count() < FEWEST_WORDS) return Optional.empty();
        var least = new int[Fingerprint.SIZE];
        Arrays.fill(least, -1);
        var mac = mac();
        var parts = new int[PARTS];
        for (var shingle : shingles(words)) {
            ByteBuffer.wrap(mac.doFinal(shingle.getBytes(StandardCharsets.UTF_8)))
                    .asIntBuffer()
                    .get(parts);
            for (var i = 0; i < least.length; i++) {
                var rank = mixed(parts[i % PARTS] ^ i / PARTS * GOLDEN);
                if (Integer.compareUnsigned(rank, least[i]) < 0) least[i] = rank;
            }
        }
        var values = new short[least.length];
        for (var i = 0; i < values.length; i++) values[i] = (short) least[i];
        return Optional.of(new Fingerprint(month, values));
    }

    private static HashSet<String> shingles(Words words) {
        var tokens = words.tokens();
        var shingles = new HashSet<String>();
        for (var i = 0; i + SHINGLE <= tokens.size(); i++)
            shingles.add(String.join(" ", tokens.subList(i, i + SHINGLE)));
        return shingles;
    }

    /** Another order of all numbers of 32 bits for each of the values (the last steps of MurmurHash3). */
    private static int mixed(int part) {
        var h = part;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    private Mac mac() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
