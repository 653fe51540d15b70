package dev.askfirst.catalog.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture is what it says it is, small, and holds nothing else. */
class LogoTest {

    /** One pixel. */
    private static final String GOOD =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Test
    void aPngIsTaken() {
        assertEquals("", Logo.flaw(GOOD));
        assertEquals("", Logo.flaw(png("IHDR", header(512, 512), "IDAT", new byte[9], "IEND", new byte[0])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "not base64!",
                "PHN2ZyBvbmxvYWQ9YWxlcnQoMSkvPg==",
                "R0lGODlhAQABAAAAACw=",
                "iVBORw0KGgo="
            })
    void whatIsNoneIsSaidToBeNone(String text) {
        assertTrue(Logo.flaw(text).contains("not a PNG"), text);
    }

    @Test
    void nothingStandsBehindItsEndNorInAPartThatWasChanged() {
        var bytes = Base64.getDecoder().decode(GOOD);
        var longer = new ByteArrayOutputStream();
        longer.writeBytes(bytes);
        longer.writeBytes("<script>".getBytes(StandardCharsets.US_ASCII));
        assertTrue(Logo.flaw(Base64.getEncoder().encodeToString(longer.toByteArray()))
                .contains("behind"));
        bytes[45] ^= 1;
        assertTrue(Logo.flaw(Base64.getEncoder().encodeToString(bytes)).contains("not a PNG"));
    }

    @Test
    void largeLongAndMovingOnesAreRefused() {
        assertTrue(Logo.flaw(png("IHDR", header(513, 1), "IEND", new byte[0])).contains("larger"));
        assertTrue(Logo.flaw(png("IHDR", header(1, 0), "IEND", new byte[0])).contains("larger"));
        assertTrue(Logo.flaw(png("IHDR", header(1, 1), "acTL", new byte[8], "IEND", new byte[0]))
                .contains("moves"));
        assertTrue(Logo.flaw(png("IHDR", header(1, 1), "IDAT", new byte[17_000], "IEND", new byte[0]))
                .contains("16 KiB"));
        assertTrue(Logo.flaw(png("IDAT", new byte[1], "IEND", new byte[0])).contains("not a PNG"));
    }

    private static byte[] header(int width, int height) {
        return ByteBuffer.allocate(13).putInt(width).putInt(height).array();
    }

    private static String png(Object... parts) {
        var png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        for (var i = 0; i < parts.length; i += 2) {
            var data = (byte[]) parts[i + 1];
            var body = ByteBuffer.allocate(4 + data.length)
                    .put(((String) parts[i]).getBytes(StandardCharsets.US_ASCII))
                    .put(data)
                    .array();
            var crc = new CRC32();
            crc.update(body);
            png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
            png.writeBytes(body);
            png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        }
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
