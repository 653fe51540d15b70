package dev.askfirst.consent.imports;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file that was received whole, so that an unreadable file is refused before anything is recorded. It is kept on disk
 * and read row by row, so that memory stays flat. Deleted when closed.
 */
public final class ImportFile implements AutoCloseable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private ImportRows rows;
    private final MessageDigest digest;

    private ImportFile(Path path, ImportRows rows) {
        this.path = path;
        this.rows = rows;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Receives a file; refused if it is empty or too large. */
    public static ImportFile receive(InputStream body, ImportRows rows, long mostBytes) {
        try {
            var file = new ImportFile(Files.createTempFile("askfirst-import", ".part"), rows);
            try (var channel = FileChannel.open(file.path, Set.of(StandardOpenOption.WRITE))) {
                file.copy(body, channel, mostBytes);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the file was not received", e);
        }
    }

    /** The SHA-256 of its bytes. To be called once. */
    public byte[] sha256() {
        return digest.digest();
    }

    /** The names of its columns. */
    List<String> columns() {
        var names = new ArrayList<String>();
        read(text -> names.addAll(rows.columns(text)));
        return names;
    }

    /** From now on its rows are read in another way. */
    void readAs(ImportRows other) {
        rows = other;
    }

    /** How many rows there are. A file that cannot be read to its end is refused. */
    public long count() {
        var count = new long[1];
        each(_ -> count[0]++);
        return count[0];
    }

    /** Hands over every row in the order of the file. */
    public void each(Consumer<ImportRow> each) {
        read(text -> rows.each(text, each));
    }

    private interface Reading {
        void of(Reader text) throws IOException;
    }

    private void read(Reading reading) {
        if (isUtf16()) throw Fault.invalid("body", "is UTF-16 text, not UTF-8; save the file as UTF-8");
        try (var text = text()) {
            reading.of(text);
        } catch (CharacterCodingException _) {
            throw Fault.invalid("body", "is not UTF-8 text; save the file as UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be read again", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(InputStream body, FileChannel to, long mostBytes) throws IOException {
        var buffer = new byte[128 * 1024];
        var total = 0L;
        for (var n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            total += n;
            if (total > mostBytes) throw Fault.of(ProblemCode.TOO_LARGE, "the file is over " + mostBytes + " bytes");
            digest.update(buffer, 0, n);
            to.write(ByteBuffer.wrap(buffer, 0, n));
        }
        if (total == 0) throw Fault.invalid("body", "is empty");
    }

    /** Whether the file is UTF-16: a byte order mark says so, or every other byte is zero, as for plain letters. */
    private boolean isUtf16() {
        try (var bytes = Files.newInputStream(path)) {
            var first = bytes.readNBytes(2);
            if (first.length < 2) return false;
            var mark = first[0] == (byte) 0xFE && first[1] == (byte) 0xFF
                    || first[0] == (byte) 0xFF && first[1] == (byte) 0xFE;
            return mark || first[0] == 0 || first[1] == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the file cannot be read again", e);
        }
    }

    private Reader text() throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = Channels.newInputStream(FileChannel.open(path));
        var reader = new PushbackReader(new InputStreamReader(bytes, decoder));
        var first = reader.read();
        if (first != -1 && first != BYTE_ORDER_MARK) reader.unread(first);
        return reader;
    }
}
