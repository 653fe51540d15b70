package dev.askfirst.export;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A file of an export as it is written: cut into parts of 1 MiB, each compressed by itself, so that memory stays flat. */
final class ExportFile {

    static final int PART = 1024 * 1024;

    private final Connection connection;
    private final UUID export;
    private final String name;
    private final MessageDigest digest;
    private final byte[] part = new byte[PART];
    private int filled;
    private int parts;
    private long bytes;

    ExportFile(Connection connection, UUID export, String name) {
        this.connection = connection;
        this.export = export;
        this.name = name;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    void write(byte[] content) throws SQLException {
        for (var at = 0; at < content.length; ) {
            var length = Math.min(content.length - at, PART - filled);
            System.arraycopy(content, at, part, filled, length);
            filled += length;
            at += length;
            if (filled == PART) store();
        }
    }

    /** Ends it, at this place among the others, and gives its hash. */
    byte[] end(int position) throws SQLException {
        if (filled > 0) store();
        var hash = digest.digest();
        try (var insert = connection.prepareStatement(
                "insert into export_file (export_id, position, name, bytes, sha256) values (?, ?, ?, ?, ?)")) {
            insert.setObject(1, export);
            insert.setInt(2, position);
            insert.setString(3, name);
            insert.setLong(4, bytes);
            insert.setBytes(5, hash);
            insert.executeUpdate();
        }
        return hash;
    }

    private void store() throws SQLException {
        digest.update(part, 0, filled);
        try (var insert = connection.prepareStatement(
                "insert into export_part (export_id, name, n, content) values (?, ?, ?, ?)")) {
            insert.setObject(1, export);
            insert.setString(2, name);
            insert.setInt(3, parts++);
            insert.setBytes(4, deflated(part, filled));
            insert.executeUpdate();
        }
        bytes += filled;
        filled = 0;
    }

    /** Writes the bytes from {@code first} to before {@code end} of a file that is done. */
    static void copy(Connection connection, UUID export, String name, long first, long end, ByteArrayOutputStream to)
            throws SQLException {
        for (var at = first; at < end; ) {
            var content = part(connection, export, name, (int) (at / PART));
            var offset = (int) (at % PART);
            var length = (int) Math.min(content.length - offset, end - at);
            to.write(content, offset, length);
            at += length;
        }
    }

    private static byte[] part(Connection connection, UUID export, String name, int n) throws SQLException {
        try (var select = connection.prepareStatement(
                "select content from export_part where export_id = ? and name = ? and n = ?")) {
            select.setObject(1, export);
            select.setString(2, name);
            select.setInt(3, n);
            var row = select.executeQuery();
            if (!row.next()) throw new SQLException("part %d of %s is not there".formatted(n, name));
            return inflated(row.getBytes(1));
        }
    }

    private static byte[] deflated(byte[] content, int length) {
        try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(content, 0, length);
            deflater.finish();
            var out = new ByteArrayOutputStream(length / 4);
            var buffer = new byte[64 * 1024];
            while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
            return out.toByteArray();
        }
    }

    private static byte[] inflated(byte[] content) {
        try (var inflater = new Inflater()) {
            inflater.setInput(content);
            var out = new byte[PART];
            var length = inflater.inflate(out);
            return length == PART ? out : java.util.Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
