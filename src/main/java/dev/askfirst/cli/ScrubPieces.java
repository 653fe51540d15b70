package dev.askfirst.cli;

import dev.askfirst.platform.json.CsvDialect;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A campaign list in pieces of whole rows, each small enough to be sent before its reply is read. */
final class ScrubPieces implements AutoCloseable {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_ROWS = 1_000;
    private static final int BUFFER = 1 << 16;

    /**
     * Some rows.
     *
     * @param body as it is sent, in CSV with the header
     * @param from where its rows begin in the file
     * @param end where they end there
     */
    record Piece(byte[] body, int rows, long from, long end) {}

    private final InputStream in;
    private final ScrubRecords records;
    private final char separator;
    private final byte[] head;
    private final long start;
    private Optional<byte[]> next;

    private ScrubPieces(InputStream in, char separator, byte[] head, long start) throws IOException {
        this.in = in;
        this.records = new ScrubRecords(in, separator);
        this.separator = separator;
        this.head = head;
        this.start = start;
        this.next = records.next();
    }

    /** The pieces from this byte on, where a piece ended before; 0 is the beginning. */
    static ScrubPieces of(Path file, boolean csv, long from) throws IOException {
        var separator = csv ? separator(file) : ScrubRecords.NO_SEPARATOR;
        var head = csv ? head(file, separator) : new byte[0];
        var start = Math.max(from, head.length);
        var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            in.skipNBytes(start);
            return new ScrubPieces(in, separator, head, start);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    char separator() {
        return separator;
    }

    Optional<Piece> next() throws IOException {
        if (next.isEmpty()) return Optional.empty();
        var body = new ByteArrayOutputStream(MOST_BYTES);
        body.write(head);
        var from = 0L;
        var rows = 0;
        var end = 0L;
        while (next.isPresent() && rows < MOST_ROWS && (rows == 0 || body.size() + next.get().length <= MOST_BYTES)) {
            end = start + records.read();
            if (rows++ == 0) from = end - next.get().length;
            body.write(next.get());
            next = records.next();
        }
        return Optional.of(new Piece(body.toByteArray(), rows, from, end));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static char separator(Path file) throws IOException {
        // What is no UTF-8 is the service's to refuse.
        try (var text = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return CsvDialect.of(text).separator();
        }
    }

    /** Everything up to the header: a byte order mark and the line that names the separator, too. */
    private static byte[] head(Path file, char separator) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            var records = new ScrubRecords(in, separator);
            records.head();
            try (var again = Files.newInputStream(file)) {
                return again.readNBytes(Math.toIntExact(records.read()));
            }
        }
    }
}
