package dev.askfirst.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream at line feeds without making anything of its bytes, and hashes all of them on the way. */
final class Lines {

    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream from;
    private final java.security.MessageDigest digest = Hashing.sha256();
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int filled;

    private int first;
    private int length;

    Lines(InputStream from) {
        this.from = from;
    }

    /** Goes on to the next line; false at the end. A last line without a line feed is one too. */
    boolean next() throws IOException {
        var at = start;
        while (true) {
            while (at < filled && buffer[at] != '\n') at++;
            if (at < filled) {
                first = start;
                length = at - start;
                start = at + 1;
                return true;
            }
            at -= start;
            if (!fill()) break;
        }
        first = start;
        length = filled - start;
        start = filled;
        return length > 0;
    }

    /** Reads what is left, for the hash, without looking for lines: they may be of any length. */
    void rest() throws IOException {
        do {
            start = filled;
        } while (fill());
    }

    byte[] bytes() {
        return buffer;
    }

    int first() {
        return first;
    }

    int length() {
        return length;
    }

    /** Of all bytes, once the end was reached. */
    byte[] sha256() {
        return digest.digest();
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        if (filled == buffer.length) {
            if (filled >= LONGEST) throw new IOException("a line is too long");
            buffer = Arrays.copyOf(buffer, 2 * filled);
        }
        var read = from.read(buffer, filled, buffer.length - filled);
        if (read < 0) return false;
        digest.update(buffer, filled, read);
        filled += read;
        return true;
    }
}
