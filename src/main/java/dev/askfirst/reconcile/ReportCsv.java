package dev.askfirst.reconcile;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.SpreadsheetCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Rows of reports as a file for spreadsheets, read and written a piece at a time.
 *
 * @param sent which rows, by when they were sent; empty for all, those too that have no time
 * @param withPoints whether it has contact points
 * @param withReports whether it says which report each row is of
 */
public record ReportCsv(
        Reconciliations from,
        List<UUID> reports,
        Optional<Result> result,
        Optional<Predicate<Instant>> sent,
        boolean withPoints,
        boolean withReports) {

    private static final int PIECE = 2000;

    /** Those of one report. */
    static ReportCsv of(Reconciliations from, UUID report, Optional<Result> result, boolean withPoints) {
        return new ReportCsv(from, List.of(report), result, Optional.empty(), withPoints, false);
    }

    /** Writes all of it. */
    public void write(OutputStream to) throws IOException {
        var head = new StringBuilder();
        SpreadsheetCsv.row(head, cells("line,result,at,channel,decision,detail".split(","), "contactPoint", "report"));
        to.write(head.toString().getBytes(StandardCharsets.UTF_8));
        for (var report : reports) write(to, report);
    }

    private void write(OutputStream to, UUID report) throws IOException {
        var after = 0L;
        while (true) {
            try {
                var rows = from.rows(report, result, after, PIECE);
                var text = new StringBuilder();
                for (var row : rows) if (isWanted(row)) line(text, report, row);
                to.write(text.toString().getBytes(StandardCharsets.UTF_8));
                if (rows.size() < PIECE) return;
                after = rows.getLast().n();
            } catch (Fault fault) {
                throw new IOException("the rows could not be read on", fault);
            }
        }
    }

    private boolean isWanted(Reconciliations.ListedSending row) {
        return sent.isEmpty() || row.at().filter(sent.get()).isPresent();
    }

    private void line(StringBuilder to, UUID report, Reconciliations.ListedSending row) {
        var cells = new String[] {
            row.line().map(String::valueOf).orElse(""),
            Json.text(row.result()),
            row.at().map(String::valueOf).orElse(""),
            row.channel().orElse(""),
            row.decision().map(String::valueOf).orElse(""),
            row.detail().orElse("")
        };
        SpreadsheetCsv.row(
                to, cells(cells, row.contactPoint().map(String::valueOf).orElse(""), report.toString()));
    }

    private String[] cells(String[] cells, String point, String report) {
        var all = new ArrayList<>(List.of(cells));
        if (withPoints) all.add(point);
        if (withReports) all.add(report);
        return all.toArray(String[]::new);
    }
}
