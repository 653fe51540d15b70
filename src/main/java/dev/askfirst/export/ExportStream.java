package dev.askfirst.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads a file of an export, or a piece of it, part by part; no connection is held while nobody reads. */
final class ExportStream extends InputStream {

    private final DataSource dataSource;
    private final UUID export;
    private final String name;
    private final long end;
    private byte[] part = new byte[0];
    private int at;
    private long read;

    ExportStream(DataSource dataSource, UUID export, ExportJobs.File file) {
        this(dataSource, export, file.name(), 0, file.bytes());
    }

    /** The bytes from {@code first} to before {@code end}. */
    ExportStream(DataSource dataSource, UUID export, String name, long first, long end) {
        this.dataSource = dataSource;
        this.export = export;
        this.name = name;
        this.read = first;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) return 0;
        if (at == part.length && !next()) return -1;
        var n = Math.min(length, part.length - at);
        System.arraycopy(part, at, bytes, offset, n);
        at += n;
        return n;
    }

    private boolean next() throws IOException {
        if (read == end) return false;
        var to = Math.min(end, read + ExportFile.PART);
        var content = new ByteArrayOutputStream((int) (to - read));
        try (var connection = dataSource.getConnection()) {
            ExportFile.copy(connection, export, name, read, to, content);
        } catch (SQLException e) {
            throw new IOException(name + " could not be read on: " + e.getMessage(), e);
        }
        part = content.toByteArray();
        at = 0;
        read = to;
        return true;
    }
}
