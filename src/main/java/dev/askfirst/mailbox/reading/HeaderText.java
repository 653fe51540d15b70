package dev.askfirst.mailbox.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Turns bytes of mail into text, whatever they claim to be: what cannot be decoded is replaced, never refused. */
final class HeaderText {

    private HeaderText() {}

    /** A header's value with its encoded words decoded (RFC 2047), and with bare UTF-8 as what it is. */
    static String decoded(String value) {
        try {
            return DecoderUtil.decodeEncodedWords(utf8(value), DecodeMonitor.SILENT);
        } catch (RuntimeException _) {
            return value;
        }
    }

    /** The bytes of a body in the character set that it claims; in UTF-8 or Latin-1 if it claims none that there is. */
    static String decoded(byte[] bytes, String charset) {
        try {
            if (charset != null && !isAscii(charset)) return new String(bytes, Charset.forName(charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            // Read as if it claimed none.
        }
        return guessed(bytes);
    }

    /** What no mail says of itself, and all of its readers take it to have said. */
    private static boolean isAscii(String charset) {
        return charset.equalsIgnoreCase("us-ascii") || charset.equalsIgnoreCase("ascii");
    }

    private static String utf8(String latin1) {
        return latin1.chars().allMatch(it -> it < 0x80) || latin1.chars().anyMatch(it -> it > 0xff)
                ? latin1
                : guessed(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String guessed(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
