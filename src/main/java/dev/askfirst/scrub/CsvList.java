package dev.askfirst.scrub;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.CsvDialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A list with a header row, written back in its own dialect: separator, line ends and byte order mark. Columns of an
 * earlier scrub are replaced.
 */
final class CsvList implements CampaignList {

    private static final int FARTHEST = 64 * 1024;

    private final Iterator<CsvRecord> rows;
    private final StringWriter text = new StringWriter();
    private final CsvWriter writer;
    private final String head;
    private final int width;
    private final List<Integer> kept;
    private final int contact;

    private CsvList(Iterator<CsvRecord> rows, CsvDialect dialect, Start start, ContactColumn column)
            throws CharacterCodingException {
        this.rows = rows;
        // Without a buffer of its own, what is written is there at once.
        this.writer = CsvWriter.builder()
                .bufferSize(0)
                .fieldSeparator(dialect.separator())
                .lineDelimiter(start.lineEnd())
                .build(text);
        var header = row().map(CsvRecord::getFields).orElse(List.of());
        this.width = header.size();
        this.kept = IntStream.range(0, width)
                .filter(i -> !RowAnswer.COLUMNS.contains(name(header, i)))
                .boxed()
                .toList();
        this.contact = column.names().stream()
                .flatMap(name -> kept.stream().filter(i -> name(header, i).equals(name)))
                .findFirst()
                .orElseThrow(() -> column.missing("body"));
        var told = dialect.skipped() > 0 ? "sep=" + dialect.separator() + start.lineEnd() : "";
        var columns = new ArrayList<>(kept.stream().map(header::get).toList());
        columns.addAll(RowAnswer.COLUMNS);
        this.head = (start.marked() ? BYTE_ORDER_MARK : "") + told + written(columns);
    }

    /** What the first characters show of the file, beyond its dialect. */
    private record Start(boolean marked, LineDelimiter lineEnd) {}

    static CsvList of(BufferedReader text, ContactColumn column) throws IOException {
        try {
            var start = new Start(CampaignList.marked(text), lineEnd(text));
            var dialect = CsvDialect.of(text);
            return new CsvList(dialect.rows(text).iterator(), dialect, start, column);
        } catch (CharacterCodingException _) {
            throw CampaignList.notUtf8();
        }
    }

    @Override
    public Optional<ListRow> next() throws IOException {
        return row().map(Row::new);
    }

    @Override
    public String head() {
        return head;
    }

    @Override
    public String tail(ScrubSummary summary) {
        return "";
    }

    private static String name(List<String> header, int place) {
        return ContactColumn.small(CsvDialect.trimmed(header.get(place)));
    }

    private Optional<CsvRecord> row() throws CharacterCodingException {
        try {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (UncheckedIOException | CsvParseException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CharacterCodingException) throw CampaignList.notUtf8();
            }
            if (e instanceof UncheckedIOException) throw e;
            throw Fault.invalid(
                    "body",
                    "is not CSV with fields of at most %d characters: %s"
                            .formatted(CsvDialect.LONGEST_FIELD, e.getMessage()));
        }
    }

    private static LineDelimiter lineEnd(BufferedReader text) throws IOException {
        text.mark(FARTHEST);
        var before = -1;
        var c = text.read();
        for (var i = 2; i < FARTHEST && c != '\n' && c != -1; i++) {
            before = c;
            c = text.read();
        }
        text.reset();
        return c == '\n' && before != '\r' ? LineDelimiter.LF : LineDelimiter.CRLF;
    }

    private String written(List<String> cells) {
        text.getBuffer().setLength(0);
        writer.writeRecord(cells);
        return text.toString();
    }

    /** A row; what it has beyond the header's columns follows the answer, so that nothing is lost. */
    private final class Row implements ListRow {

        private final List<String> cells;

        Row(CsvRecord row) {
            this.cells = row.getFields();
        }

        @Override
        public String contact() {
            var used = cells.size();
            while (used > width && CsvDialect.trimmed(cells.get(used - 1)).isEmpty()) used--;
            if (used != width) {
                throw Fault.invalid("row", "has %d fields where the header has %d".formatted(used, width));
            }
            return CsvDialect.trimmed(cells.get(contact));
        }

        @Override
        public void write(RowAnswer answer, StringBuilder to) {
            var columns = new ArrayList<String>(cells.size() + RowAnswer.COLUMNS.size());
            for (var i : kept) columns.add(i < cells.size() ? cells.get(i) : "");
            columns.add(answer.outcome());
            columns.add(String.join(" ", answer.reasons()));
            columns.add(answer.notBefore().orElse(""));
            columns.add(answer.decision().orElse(""));
            for (var i = width; i < cells.size(); i++) columns.add(cells.get(i));
            to.append(written(columns));
        }
    }
}
