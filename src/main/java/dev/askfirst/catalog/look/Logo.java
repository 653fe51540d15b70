package dev.askfirst.catalog.look;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/** A controller's picture: a PNG by its content, small, still, and with nothing behind its end. */
public final class Logo {

    private static final int MOST_BYTES = 16 * 1024;
    private static final int MOST_PIXELS = 512;
    private static final int AROUND_DATA = 12;
    private static final byte[] BEGIN = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final String KIND = "is not a PNG, in Base64";

    private Logo() {}

    /** The picture itself, of a text in which {@link #flaw} finds nothing wrong. */
    public static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** What is wrong with it, and what would be right; empty if nothing is. */
    public static String flaw(String base64) {
        if (base64.length() > MOST_BYTES * 4 / 3 + 4) return "is longer than 16 KiB: take a smaller picture";
        try {
            var bytes = bytes(base64);
            return bytes.length > BEGIN.length && Arrays.equals(BEGIN, 0, BEGIN.length, bytes, 0, BEGIN.length)
                    ? flaw(ByteBuffer.wrap(bytes).position(BEGIN.length))
                    : KIND;
        } catch (IllegalArgumentException _) {
            return KIND;
        }
    }

    private static String flaw(ByteBuffer rest) {
        for (var first = true; rest.remaining() >= AROUND_DATA; first = false) {
            var length = rest.getInt();
            if (length < 0 || length > rest.remaining() - 8) return KIND;
            var typeAndData = new byte[4 + length];
            rest.get(typeAndData);
            var crc = new CRC32();
            crc.update(typeAndData);
            if ((int) crc.getValue() != rest.getInt()) return KIND;
            var type = new String(typeAndData, 0, 4, StandardCharsets.US_ASCII);
            if (first != type.equals("IHDR")) return KIND;
            if (type.equals("acTL")) return "moves: take a still picture";
            if (first && isLarge(typeAndData)) return "is larger than 512 by 512 pixels";
            if (type.equals("IEND")) return rest.hasRemaining() ? "goes on behind its end" : "";
        }
        return KIND;
    }

    private static boolean isLarge(byte[] header) {
        if (header.length < AROUND_DATA) return true;
        var size = ByteBuffer.wrap(header, 4, 8);
        var width = size.getInt();
        var height = size.getInt();
        return width < 1 || height < 1 || width > MOST_PIXELS || height > MOST_PIXELS;
    }
}
