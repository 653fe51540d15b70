package dev.askfirst.console.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn can be read, by a reader that knows nothing of what drew it. */
class QrPictureTest {

    private static final int PIXELS = 4;
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 300, 900})
    void aReaderReadsWhatWasWritten(int length) throws Exception {
        var text = "https://ask.acme.example/console/prove/"
                + "0123456789abcdef".repeat(60).substring(0, length);
        var picture = QrPicture.of(text);
        var side = picture.size() * PIXELS;
        var pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        var runs = RUN.matcher(picture.path());
        while (runs.find()) {
            assertEquals(runs.group(3), runs.group(4));
            draw(
                    pixels,
                    side,
                    Integer.parseInt(runs.group(1)),
                    Integer.parseInt(runs.group(2)),
                    Integer.parseInt(runs.group(3)));
        }
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
        assertEquals(text, new QRCodeReader().decode(bitmap).getText());
    }

    private static void draw(int[] pixels, int side, int x, int y, int width) {
        for (var row = y * PIXELS; row < (y + 1) * PIXELS; row++)
            Arrays.fill(pixels, row * side + x * PIXELS, row * side + (x + width) * PIXELS, 0);
    }
}
