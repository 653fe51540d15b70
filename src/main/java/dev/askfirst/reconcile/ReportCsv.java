package dev.askfirst.reconcile;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.SpreadsheetCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The rows of a report as a file for spreadsheets, read and written a piece at a time. */
record ReportCsv(Reconciliations from, UUID report, Optional<Result> result, boolean withPoints) {

    private static final int PIECE = 2000;

    void write(OutputStream to) throws IOException {
        var text = new StringBuilder(
                "line,result,at,channel,decision,detail" + (withPoints ? ",contactPoint\r\n" : "\r\n"));
        var after = 0L;
        while (true) {
            try {
                var rows = from.rows(report, result, after, PIECE);
                for (var row : rows) line(text, row);
                to.write(text.toString().getBytes(StandardCharsets.UTF_8));
                if (rows.size() < PIECE) return;
                after = rows.getLast().n();
                text.setLength(0);
            } catch (Fault fault) {
                throw new IOException("the rows could not be read on", fault);
            }
        }
    }

    private void line(StringBuilder to, Reconciliations.ListedSending row) {
        var cells = new String[withPoints ? 7 : 6];
        cells[0] = row.line().map(String::valueOf).orElse("");
        cells[1] = Json.text(row.result());
        cells[2] = row.at().map(String::valueOf).orElse("");
        cells[3] = row.channel().orElse("");
        cells[4] = row.decision().map(String::valueOf).orElse("");
        cells[5] = row.detail().orElse("");
        if (withPoints) cells[6] = row.contactPoint().map(String::valueOf).orElse("");
        SpreadsheetCsv.row(to, cells);
    }
}
