package dev.askfirst.platform.json;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

/**
 * How a CSV file is written, as its first line shows: many spreadsheets separate by semicolons or tabs, and some say so.
 *
 * @param separator between cells
 * @param skipped lines before the header, which only say what the separator is
 */
public record CsvDialect(char separator, int skipped) {

    /** In characters. */
    public static final int LONGEST_FIELD = 64 * 1024;

    public static final int LONGEST_ROW = 256 * 1024;

    private static final int FARTHEST = 64 * 1024;
    private static final Pattern TOLD = Pattern.compile("sep=(.)");

    /** Looks at the first line and leaves the text at its header. */
    public static CsvDialect of(BufferedReader text) throws IOException {
        text.mark(FARTHEST);
        var first = firstLine(text);
        text.reset();
        var told = TOLD.matcher(first.strip());
        if (!told.matches()) return new CsvDialect(seen(first), 0);
        text.readLine();
        return new CsvDialect(told.group(1).charAt(0), 1);
    }

    /** The rows of a file of this dialect, from where its text stands; they may have other numbers of cells than the header. */
    public CsvReader<CsvRecord> rows(Reader text) {
        var handler = CsvRecordHandler.builder()
                .maxFieldSize(LONGEST_FIELD)
                .maxRecordSize(LONGEST_ROW)
                .build();
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                // Otherwise an unclosed quote would make the rest of the file part of one row.
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(2 * LONGEST_ROW)
                .build(handler, text);
    }

    /** Without white space at its ends: spreadsheets also leave some that cannot be seen, such as the no-break space. */
    public static String trimmed(String cell) {
        var from = 0;
        var to = cell.length();
        while (from < to && isSpace(cell.charAt(from))) from++;
        while (to > from && isSpace(cell.charAt(to - 1))) to--;
        return cell.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c >= '\u200B' && c <= '\u200D' || c == '\uFEFF';
    }

    private static String firstLine(BufferedReader text) throws IOException {
        var line = new StringBuilder();
        for (var i = 1; i < FARTHEST; i++) {
            var c = text.read();
            var ends = c == '\n' || c == '\r';
            if (c == -1 || ends && !line.toString().isBlank()) break;
            if (!ends) line.append((char) c);
        }
        return line.toString();
    }

    /** A comma if there is any outside quotes. */
    private static char seen(String header) {
        var plain = header.replaceAll("\"[^\"]*+\"", "");
        if (plain.indexOf(',') >= 0) return ',';
        if (plain.indexOf(';') >= 0) return ';';
        return plain.indexOf('\t') >= 0 ? '\t' : ',';
    }
}
