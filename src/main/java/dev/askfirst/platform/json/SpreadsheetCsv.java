package dev.askfirst.platform.json;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.StringWriter;
import java.util.Arrays;

/** Writes rows of CSV files (RFC 4180) in which no spreadsheet takes a cell for a formula. */
public final class SpreadsheetCsv {

    private static final String DANGEROUS = "=+-@\t\r";

    private SpreadsheetCsv() {}

    public static void row(StringBuilder to, String... cells) {
        var text = new StringWriter();
        // Without a buffer of its own, what is written is there at once.
        var writer = CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(new Controls())
                .build(text);
        writer.writeRecord(Arrays.stream(cells).map(SpreadsheetCsv::harmless).toArray(String[]::new));
        to.append(text.getBuffer());
    }

    /** The apostrophe says that text follows. */
    private static String harmless(String text) {
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** Cells with control characters are quoted too, not only those for which the format needs it. */
    private static final class Controls implements QuoteStrategy {
        @Override
        public boolean quoteValue(int lineNo, int fieldIdx, String value) {
            return value.chars().anyMatch(c -> c < ' ');
        }
    }
}
