package dev.askfirst.console.prove;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of a picture.
 *
 * @param size how many squares it has on each side, with the four empty ones around it
 * @param path of SVG: every dark square
 */
public record QrPicture(int size, String path, String text) {

    private static final int QUIET = 4;

    /** The code of this text, which can be read with a seventh of it missing. */
    static QrPicture of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (var y = 0; y < code.size; y++) {
            for (var x = 0; x < code.size; x++) {
                if (!code.getModule(x, y)) continue;
                var from = x;
                while (x + 1 < code.size && code.getModule(x + 1, y)) x++;
                var width = x + 1 - from;
                path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                path.append('h').append(width).append("v1h-").append(width).append('z');
            }
        }
        return new QrPicture(code.size + 2 * QUIET, path.toString(), text);
    }
}
