package dev.askfirst.export;

import dev.askfirst.platform.postgres.Sql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A file of an export as it is written: cut into parts of 1 MiB, each compressed by itself, so that memory stays flat. */
final class ExportFile {

    static final int PART = 1024 * 1024;

    /** Something that is done in between. */
    @FunctionalInterface
    interface Step {
        void take() throws SQLException;
    }

    private static final Sql FILE = Sql.of("""
            insert into export_file (export_id, position, name, bytes, sha256)
            values (:export, :position, :name, :bytes, :sha256)""");

    private static final Sql INSERT =
            Sql.of("insert into export_part (export_id, name, n, content) values (:export, :name, :n, :content)");

    private static final Sql CONTENT =
            Sql.of("select content from export_part where export_id = :export and name = :name and n = :n");

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

    /** What is written here goes into the file; {@code each} is called every time before. */
    OutputStream stream(Step each) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] content, int from, int length) throws IOException {
                try {
                    each.take();
                    ExportFile.this.write(Arrays.copyOfRange(content, from, from + length));
                } catch (SQLException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    /** Ends it, at this place among the others, and gives its hash. */
    byte[] end(int position) throws SQLException {
        if (filled > 0) store();
        var hash = digest.digest();
        FILE.with("export", export)
                .with("position", position)
                .with("name", name)
                .with("bytes", bytes)
                .with("sha256", hash)
                .update(connection);
        return hash;
    }

    private void store() throws SQLException {
        digest.update(part, 0, filled);
        INSERT.with("export", export)
                .with("name", name)
                .with("n", parts++)
                .with("content", deflated(part, filled))
                .update(connection);
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
        return CONTENT.with("export", export)
                .with("name", name)
                .with("n", n)
                .first(connection, row -> inflated(row.bytes("content")))
                .orElseThrow(() -> new SQLException("part %d of %s is not there".formatted(n, name)));
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
            return length == PART ? out : Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }
}
