package dev.askfirst.mailbox.reading;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bytes of a message on their way: counted, and hashed from the end of its header on. Header fields are added by every
 * server that a message passes, its body stays; line ends do not matter.
 */
final class MailBytes extends FilterInputStream {

    private final long most;
    private final MessageDigest digest;
    private long read;
    private boolean body;
    private boolean emptyLine = true;

    MailBytes(InputStream in, long most) {
        super(in);
        this.most = most;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var n = super.read(bytes, offset, length);
        if (n <= 0) return n;
        read += n;
        if (read > most) {
            throw Fault.of(ProblemCode.TOO_LARGE, "a message has at most %,d bytes".formatted(most));
        }
        for (var i = offset; i < offset + n; i++) take(bytes[i]);
        return n;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    boolean isEmpty() {
        return read == 0;
    }

    byte[] bodyHash() {
        return digest.digest();
    }

    private void take(byte it) {
        if (it == '\r') return;
        if (body) {
            digest.update(it);
        } else if (it == '\n') {
            body = emptyLine;
            emptyLine = true;
        } else {
            emptyLine = false;
        }
    }
}
