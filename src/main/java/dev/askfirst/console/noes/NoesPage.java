package dev.askfirst.console.noes;

import dev.askfirst.console.figures.WeekBars;
import dev.askfirst.console.table.Sorting;
import java.util.List;

/**
 * How fast a no is, as the page says it.
 *
 * @param weeks how many are looked at
 * @param lead what half of the noes took, 99 of 100, and the slowest, in a sentence
 * @param ways from when a no came in until it was in force, by way in
 * @param imports the same for files, in a sentence; empty if there were none
 * @param said from when it was said elsewhere until it was recorded
 * @param saidText how many noes there were, and of how many it is known, in sentences
 * @param told until subscribers were told
 * @param raw the numbers behind the charts
 */
public record NoesPage(
        int weeks,
        String lead,
        Table ways,
        WeekBars waysByWeek,
        String imports,
        Table said,
        List<String> saidText,
        WeekBars saidByWeek,
        Table told,
        List<String> toldText,
        List<Raw> raw) {

    /**
     * One table.
     *
     * @param name in the page's address
     */
    public record Table(String name, String title, List<Sorting.Column<Speeds.Named>> columns, List<Row> rows) {}

    /**
     * One row of it.
     *
     * @param numbers how many, half within, 99 of 100 within, the slowest
     * @param more what is still to be said about it
     */
    public record Row(String name, List<String> numbers, String more) {}

    /** One line of what is behind the charts. */
    public record Raw(String measure, String week, String way, List<String> numbers) {}
}
