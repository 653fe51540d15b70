package dev.askfirst.outside;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a client of PostgreSQL says, message by message (PostgreSQL documentation, "Message Formats"): enough of it to know
 * which message makes the server commit, also when the statement was prepared long before.
 */
final class Frontend {

    private static final int PROTOCOL_3 = 3;

    private final DataInputStream in;
    private final Set<String> commits = new HashSet<>();
    private boolean started;
    private boolean commitIsDue;

    Frontend(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** One message as it was sent; with it the server commits, or it does not. */
    public record Message(byte[] bytes, boolean commits) {}

    /** The next one; an {@link java.io.EOFException} where the client has hung up. */
    Message next() throws IOException {
        if (!started) return opening();
        var type = in.readByte();
        var body = body();
        var message = ByteBuffer.allocate(1 + Integer.BYTES + body.length);
        message.put(type).putInt(Integer.BYTES + body.length).put(body);
        return new Message(message.array(), isCommit((char) type, body));
    }

    /** Before the session has begun, messages have no type: requests for encryption, and the start itself. */
    private Message opening() throws IOException {
        var body = body();
        started = ByteBuffer.wrap(body).getShort() == PROTOCOL_3;
        var message = ByteBuffer.allocate(Integer.BYTES + body.length);
        message.putInt(Integer.BYTES + body.length).put(body);
        return new Message(message.array(), false);
    }

    private byte[] body() throws IOException {
        return in.readNBytes(in.readInt() - Integer.BYTES);
    }

    /** A statement of its own, or a prepared one at the Sync that ends its round. */
    private boolean isCommit(char type, byte[] body) {
        switch (type) {
            case 'Q' -> {
                return isCommit(text(body, 0));
            }
            case 'P' -> prepared(body);
            case 'B' -> commitIsDue |= commits.contains(text(body, text(body, 0).length() + 1));
            case 'S' -> {
                var due = commitIsDue;
                commitIsDue = false;
                return due;
            }
            default -> {}
        }
        return false;
    }

    private void prepared(byte[] body) {
        var name = text(body, 0);
        if (isCommit(text(body, name.length() + 1))) commits.add(name);
        else commits.remove(name);
    }

    private static boolean isCommit(String sql) {
        return sql.strip().toLowerCase(Locale.ROOT).equals("commit");
    }

    private static String text(byte[] body, int from) {
        var end = from;
        while (body[end] != 0) end++;
        return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
