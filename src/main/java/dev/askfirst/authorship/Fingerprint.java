package dev.askfirst.authorship;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text is like: 64 values of 16 bits (a keyed MinHash), of which two texts share about the part that they have in common.
 * Nothing is comparable that was made under another key, and so in another month.
 */
public final class Fingerprint {

    /** How many values there are. */
    public static final int SIZE = 64;

    /** How many of them two texts must share to count as one. */
    public static final int ALIKE = 24;

    /** How many pairs of neighbouring values there are. */
    public static final int BANDS = SIZE / 2;

    private static final Pattern WRITTEN = Pattern.compile("[0-9]{4}-(?:0[1-9]|1[0-2])\\.[A-Za-z0-9_-]{171}");
    private static final int MONTH = "2026-11".length();

    private final YearMonth month;
    private final short[] values;

    Fingerprint(YearMonth month, short[] values) {
        this.month = month;
        this.values = values;
    }

    /** What was written; empty for anything that {@link #text} cannot have given. */
    public static Optional<Fingerprint> parse(String text) {
        if (!WRITTEN.matcher(text).matches()) return Optional.empty();
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(MONTH + 1)));
        var values = new short[SIZE];
        bytes.asShortBuffer().get(values);
        // The last letter has two bits more than are needed.
        return Optional.of(new Fingerprint(YearMonth.parse(text.substring(0, MONTH)), values))
                .filter(it -> it.text().equals(text));
    }

    /** What {@link #text} gave before, without another check. */
    public static Fingerprint stored(String text) {
        var values = new short[SIZE];
        ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(MONTH + 1)))
                .asShortBuffer()
                .get(values);
        return new Fingerprint(YearMonth.parse(text.substring(0, MONTH)), values);
    }

    /** The month of its key, a point, and the values as base64url. */
    public String text() {
        var bytes = ByteBuffer.allocate(SIZE * Short.BYTES);
        bytes.asShortBuffer().put(values);
        return month + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The month of the key that it was made under. */
    public YearMonth month() {
        return month;
    }

    /** How many values the other one has in the same places; 0 if it is of another month. */
    public int shared(Fingerprint other) {
        if (!month.equals(other.month)) return 0;
        var shared = 0;
        for (var i = 0; i < SIZE; i++) if (values[i] == other.values[i]) shared++;
        return shared;
    }

    /**
     * The pairs of neighbouring values, {@link #BANDS} of them, each with its place: texts that have none in common have hardly
     * anything in common.
     */
    public long[] bands() {
        var bands = new long[BANDS];
        for (var i = 0; i < BANDS; i++)
            bands[i] = (long) i << 32 | (values[2 * i] & 0xffffL) << 16 | values[2 * i + 1] & 0xffffL;
        return bands;
    }

    /** A number that another one hardly has. */
    public long hash() {
        var hash = (long) month.hashCode();
        for (var value : values) hash = (hash ^ value & 0xffffL) * 0x9e3779b97f4a7c15L ^ hash >>> 29;
        return hash;
    }

    short value(int place) {
        return values[place];
    }

    /** Whether the two texts count as one. */
    public boolean isAlike(Fingerprint other) {
        return shared(other) >= ALIKE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint it && month.equals(it.month) && Arrays.equals(values, it.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return text();
    }
}
