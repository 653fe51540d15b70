package dev.askfirst.console.unasked;

import dev.askfirst.console.Pair;
import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.table.Sorting;
import java.util.List;

/**
 * Who sent without asking, as the page says it.
 *
 * @param lead the answer in sentences
 * @param most what the highest column of the small charts shows
 * @param first and {@code last}: the weeks that these begin and end with
 * @param weeks all senders together; without a week if there is nothing
 */
public record UnaskedPage(
        List<String> lead,
        List<Sorting.Column<SenderRow>> columns,
        List<SenderRow> senders,
        String most,
        String first,
        String last,
        WeekBars weeks,
        List<Sorting.Column<ReportLists.Known>> reportColumns,
        List<ReportLine> reports,
        String more,
        boolean open,
        String kept) {

    /** One sender; each number leads to its rows. */
    public record SenderRow(
            String id,
            String name,
            String messages,
            String without,
            String late,
            String against,
            String share,
            Sums sums,
            List<Column> columns,
            String told) {}

    /** What the messages of a sender were. */
    public record Sums(long with, long without, long late, long against) {
        long messages() {
            return with + uncovered();
        }

        /** Those without a permit in force. */
        long uncovered() {
            return without + late + against;
        }
    }

    /** A column of a small chart. */
    public record Column(int x, int y, int height) {}

    /** One report in a list. */
    public record ReportLine(
            String id,
            String at,
            String sender,
            String covers,
            String rows,
            String uncovered,
            String state,
            long done,
            long of,
            boolean open) {}

    /**
     * One report on a page of its own.
     *
     * @param counts each kind of rows, with a link to them
     */
    public record ReportPage(
            String id,
            String title,
            String lead,
            String handedIn,
            boolean open,
            boolean failed,
            long done,
            long of,
            List<Count> counts,
            WeekBars bar,
            List<Pair> members) {}

    /** How many rows of a kind there are. */
    public record Count(String key, String text, String number, String link, boolean current) {}

    /**
     * Rows.
     *
     * @param kinds the other kinds of rows to choose from
     * @param weeks how it went, week by week; without a week for a report
     * @param sent the head of the column by which they can be sorted
     * @param next the address of the rows after these; empty if there are none
     */
    public record RowsPage(
            String title,
            String lead,
            String back,
            List<Count> kinds,
            WeekBars weeks,
            String week,
            Sorting.Head sent,
            List<Row> rows,
            String next,
            String csv,
            boolean ofReport) {}

    /**
     * One row.
     *
     * @param person whose address it went to; empty if nobody's that is known
     * @param decision that it is held against; empty if there is none
     */
    public record Row(
            String at,
            String channel,
            String to,
            String person,
            String why,
            String decision,
            String report,
            String line) {}
}
