package dev.askfirst.consent.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.json.CsvDialect;
import dev.askfirst.platform.json.Json;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.function.Consumer;

/** Reads the rows of a text. A broken row is handed over as broken; a text that cannot be read is refused. */
public sealed interface ImportRows {

    String CSV = "text/csv";
    String NDJSON = "application/x-ndjson";

    void each(Reader text, Consumer<ImportRow> rows) throws IOException;

    /** The names of the columns, or of the members of the first row; none if there is neither. */
    List<String> columns(Reader text) throws IOException;

    /** The reader for a file of this media type. */
    static ImportRows of(MediaType mediaType, ImportColumns columns) {
        if (mediaType == null) {
            throw Fault.of(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE, "say whether the file is `%s` or `%s`".formatted(CSV, NDJSON));
        }
        return mediaType.getSubtype().equalsIgnoreCase("csv") ? new Csv(columns) : new Ndjson();
    }

    /** Values separated by commas (RFC 4180), semicolons or tabs, with a header row that has the columns the format needs. */
    record Csv(ImportColumns columns) implements ImportRows {

        @Override
        public void each(Reader text, Consumer<ImportRow> rows) throws IOException {
            var buffered = new BufferedReader(text);
            var dialect = CsvDialect.of(buffered);
            try (var reader = dialect.rows(buffered)) {
                ImportHeader header = null;
                for (var row : reader) {
                    if (header == null) {
                        header = columns.header(row.getFields());
                    } else if (!isEmpty(row)) {
                        rows.accept(read(row, row.getStartingLineNumber() + dialect.skipped(), header));
                    }
                }
                if (header == null) columns.header(List.of());
            } catch (UncheckedIOException | CsvParseException e) {
                throw unreadable(e);
            }
        }

        @Override
        public List<String> columns(Reader text) throws IOException {
            var buffered = new BufferedReader(text);
            try (var reader = CsvDialect.of(buffered).rows(buffered)) {
                for (var row : reader)
                    return row.getFields().stream().map(CsvDialect::trimmed).toList();
                return List.of();
            } catch (UncheckedIOException | CsvParseException e) {
                throw unreadable(e);
            }
        }

        /** Whether the row is empty: spreadsheets write such rows at the end. */
        private static boolean isEmpty(CsvRecord row) {
            return row.getFields().stream().allMatch(Csv::isBlank);
        }

        private static ImportRow read(CsvRecord row, long line, ImportHeader header) {
            var cells = row.getFields();
            var width = cells.size();
            while (width > header.width() && isBlank(cells.get(width - 1))) width--;
            if (width != header.width()) {
                var message = "has %d fields where the header has %d".formatted(width, header.width());
                return ImportRow.broken(line, Fault.invalid("row", message));
            }
            for (var i = 0; i < width; i++) {
                if (header.names().get(i).isEmpty() && !isBlank(cells.get(i))) {
                    return ImportRow.broken(line, Fault.invalid("row", "has text under a column without a name"));
                }
            }
            return ImportRow.of(line, header, cells);
        }

        private static boolean isBlank(String cell) {
            return CsvDialect.trimmed(cell).isEmpty();
        }

        private static RuntimeException unreadable(RuntimeException e) throws CharacterCodingException {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CharacterCodingException coding) throw coding;
            }
            return Fault.invalid(
                    "body",
                    "is not CSV with fields of at most %d characters: %s"
                            .formatted(CsvDialect.LONGEST_FIELD, e.getMessage()));
        }
    }

    /** One JSON object a line. */
    record Ndjson() implements ImportRows {

        @Override
        public void each(Reader text, Consumer<ImportRow> rows) throws IOException {
            var lines = new BufferedReader(text);
            var number = 0L;
            for (var line = line(lines, 1); line != null; line = line(lines, number + 1)) {
                number++;
                if (!line.isBlank()) rows.accept(read(number, line));
            }
        }

        @Override
        public List<String> columns(Reader text) throws IOException {
            var lines = new BufferedReader(text);
            var line = line(lines, 1);
            while (line != null && line.isBlank()) line = line(lines, 1);
            return line == null ? List.of() : read(1, line).names();
        }

        /** As {@code readLine}, but with a limit on the length of a line. */
        private static String line(Reader text, long number) throws IOException {
            var line = new StringBuilder();
            int c;
            while ((c = text.read()) != -1 && c != '\n') {
                if (line.length() == CsvDialect.LONGEST_ROW) {
                    throw Fault.invalid(
                            "body", "has a line of over %d characters: %d".formatted(CsvDialect.LONGEST_ROW, number));
                }
                line.append((char) c);
            }
            return c == -1 && line.isEmpty() ? null : line.toString();
        }

        private static ImportRow read(long number, String line) {
            try {
                return Json.MAPPER.readTree(line) instanceof ObjectNode members
                        ? ImportRow.of(number, members)
                        : ImportRow.broken(number, Fault.invalid("row", "is not a JSON object"));
            } catch (JsonProcessingException _) {
                return ImportRow.broken(number, Fault.invalid("row", "is not JSON"));
            }
        }
    }
}
