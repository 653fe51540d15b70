package dev.askfirst.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of a list, byte for byte with their line ends: lines of NDJSON, or rows of CSV, whose cells in quotes may hold
 * line ends. Empty lines are passed over.
 */
final class ScrubRecords {

    /** Of NDJSON, whose text never holds a line end. */
    static final char NO_SEPARATOR = 0;

    private final InputStream in;
    private final char separator;
    private long read;
    private int ahead = -2;

    /** @param separator between cells of CSV, or {@link #NO_SEPARATOR} */
    ScrubRecords(InputStream in, char separator) {
        this.in = in;
        this.separator = separator;
    }

    /** How many bytes were read up to the end of the last record. */
    long read() {
        return read;
    }

    /** The records of CSV up to its header: a line before may name the separator. */
    List<byte[]> head() throws IOException {
        var head = new ArrayList<byte[]>();
        next().ifPresent(head::add);
        if (!head.isEmpty() && namesSeparator(head.getFirst())) next().ifPresent(head::add);
        return head;
    }

    private static boolean namesSeparator(byte[] record) {
        return new String(record, StandardCharsets.UTF_8).strip().matches("\uFEFF?sep=.");
    }

    /** The next record; empty after the last. */
    Optional<byte[]> next() throws IOException {
        while (true) {
            var record = record();
            if (record.length == 0) return Optional.empty();
            if (!isBlank(record)) return Optional.of(record);
        }
    }

    /** Within a cell in quotes a second quote ends it, unless another follows at once: then both stand for one. */
    private byte[] record() throws IOException {
        var record = new ByteArrayOutputStream(256);
        var quoted = false;
        var closed = false;
        var begins = separator != NO_SEPARATOR;
        for (var c = take(); c != -1; c = take()) {
            record.write(c);
            if (c == '"' && (begins || quoted || closed)) {
                closed = quoted;
                quoted = !quoted;
            } else if (!quoted) {
                if (ends(c, record)) break;
                closed = false;
            }
            begins = separator != NO_SEPARATOR && !quoted && (c == separator || isMark(c));
        }
        return record.toByteArray();
    }

    /** Of the three bytes with which a file may begin. */
    private boolean isMark(int c) {
        return read <= 3 && (c == 0xEF || c == 0xBB || c == 0xBF);
    }

    private boolean ends(int c, ByteArrayOutputStream record) throws IOException {
        if (c == '\n') return true;
        if (c != '\r' || separator == NO_SEPARATOR) return false;
        if (peek() == '\n') record.write(take());
        return true;
    }

    private int take() throws IOException {
        var c = ahead == -2 ? in.read() : ahead;
        ahead = -2;
        if (c != -1) read++;
        return c;
    }

    private int peek() throws IOException {
        if (ahead == -2) ahead = in.read();
        return ahead;
    }

    private boolean isBlank(byte[] record) {
        for (var c : record) {
            var space = separator == NO_SEPARATOR && (c == ' ' || c == '\t');
            if (c != '\n' && c != '\r' && !space) return false;
        }
        return true;
    }
}
