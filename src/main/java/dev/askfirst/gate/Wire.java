package dev.askfirst.gate;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A connection that carries lines and messages, and changes no byte of a message. */
final class Wire implements AutoCloseable {

    /**
     * A message as it was received, without the dots that were doubled for the way.
     *
     * @param whole false if it was longer than allowed: then its bytes are of no use
     * @param paired whether each CR stands before an LF and each LF behind a CR
     */
    record Received(byte[] bytes, boolean whole, boolean paired) {}

    private static final int LONGEST_LINE = 12 * 1024;
    private static final byte[] END = {'.', '\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[32 * 1024];
    private int next;
    private int filled;

    /**
     * Takes over the socket.
     *
     * @param patience how long the other side may be silent
     */
    Wire(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = new BufferedOutputStream(socket.getOutputStream(), 32 * 1024);
    }

    /** The next line, which CR and LF end; empty if the other side has hung up. */
    Optional<String> line() throws IOException, Unreadable {
        var line = upToLineFeed();
        if (line.isEmpty()) return Optional.empty();
        var bytes = line.get();
        var length = bytes.length - 1;
        if (length < 0 || bytes[length] != '\r') throw new Unreadable(500, "5.5.2 a line ends with CR and LF");
        return Optional.of(text(bytes, length));
    }

    /** The next line, which LF ends; empty if the other side has hung up. */
    Optional<String> plainLine() throws IOException, Unreadable {
        var line = upToLineFeed();
        return line.isEmpty() ? Optional.empty() : Optional.of(text(line.get(), line.get().length));
    }

    /** Whether something came that nobody has read yet. */
    boolean waiting() throws IOException {
        return next < filled || in.available() > 0;
    }

    /**
     * All up to the line that is a dot.
     *
     * @param most longer messages are read to their end and thrown away
     */
    Received message(int most) throws IOException {
        var content = new ByteArrayOutputStream();
        var size = 0L;
        var lineStarts = true;
        var carriage = false;
        var paired = true;
        while (true) {
            var b = require();
            if (lineStarts && b == '.') {
                b = require();
                if (b == '\r' && peek() == '\n') {
                    next++;
                    return new Received(content.toByteArray(), size <= most, paired);
                }
            }
            paired &= carriage == (b == '\n');
            lineStarts = carriage && b == '\n';
            carriage = b == '\r';
            if (++size <= most) content.write(b);
        }
    }

    /** Sends a line; it leaves with the next {@link #flush}. */
    void write(String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\r');
        out.write('\n');
    }

    /** Sends text as it stands. */
    void writePlain(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Sends a message whose last line is ended, with dots doubled where they begin a line, and the dot that ends it. */
    void message(byte[] bytes) throws IOException {
        var from = 0;
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] != '.' || i > 0 && bytes[i - 1] != '\n') continue;
            out.write(bytes, from, i - from);
            out.write('.');
            from = i;
        }
        out.write(bytes, from, bytes.length - from);
        out.write(END);
        out.flush();
    }

    /** The same connection from now on encrypted; what was read ahead is an attempt to smuggle, and ends it. */
    Wire encrypted(Encryption encryption, Duration patience) throws IOException {
        if (waiting()) throw new IOException("something was sent before the encryption began");
        return new Wire(encryption.over(socket), patience);
    }

    boolean isEncrypted() {
        return socket instanceof SSLSocket;
    }

    boolean isLocal() {
        return socket.getInetAddress().isLoopbackAddress();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // It is of no further use either way.
        }
    }

    private Optional<byte[]> upToLineFeed() throws IOException, Unreadable {
        var line = new ByteArrayOutputStream();
        for (var b = read(); b != '\n'; b = read()) {
            if (b < 0) return Optional.empty();
            if (line.size() == LONGEST_LINE) throw new Unreadable(500, "5.5.2 the line is too long");
            line.write(b);
        }
        return Optional.of(line.toByteArray());
    }

    private static String text(byte[] bytes, int length) throws Unreadable {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            if (text.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) return text;
        } catch (CharacterCodingException _) {
            // The same answer as to other bytes that no line holds.
        }
        throw new Unreadable(500, "5.5.2 the line has characters that a line cannot have");
    }

    private int peek() throws IOException {
        var b = require();
        next--;
        return b;
    }

    private int require() throws IOException {
        var b = read();
        if (b < 0) throw new EOFException("the connection ended in the middle of a message");
        return b;
    }

    private int read() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer));
            if (filled == 0) return -1;
        }
        return buffer[next++] & 0xff;
    }
}
