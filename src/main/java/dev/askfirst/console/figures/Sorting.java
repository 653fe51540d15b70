package dev.askfirst.console.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * By which column a table is sorted, as a parameter says it: its name, after a hyphen where the largest come first.
 *
 * @param down whether the largest come first
 */
public record Sorting(String by, boolean down) {

    /**
     * The head of one column.
     *
     * @param link sorts by it, or the other way round where it is sorted by it already
     * @param direction as {@code aria-sort} has it; empty where the table is sorted by another column
     * @param number whether numbers stand in it
     */
    public record Head(String text, String link, String direction, boolean number) {}

    /** One column. */
    public record Column<R>(String name, String text, boolean number, Comparator<R> order) {}

    /** What was asked for, if there is such a column; else the usual order. */
    public static Sorting of(String asked, List<String> columns, Sorting usual) {
        if (asked == null) return usual;
        var down = asked.startsWith("-");
        var by = down ? asked.substring(1) : asked;
        return columns.contains(by) ? new Sorting(by, down) : usual;
    }

    /** The parameter that says so. */
    public String text() {
        return (down ? "-" : "") + by;
    }

    /**
     * The heads of these columns.
     *
     * @param link an address with all that the table is filtered by, which ends where the column is to be named
     * @param place what the links go to on the page, such as {@code #senders}; may be empty
     */
    public <R> List<Head> heads(List<Column<R>> columns, String link, String place) {
        return columns.stream().map(it -> head(it, link, place)).toList();
    }

    private Head head(Column<?> column, String link, String place) {
        var current = column.name().equals(by);
        // Numbers are mostly looked at from the largest on.
        var next = new Sorting(column.name(), current ? !down : column.number());
        var direction = !current ? "" : down ? "descending" : "ascending";
        return new Head(column.text(), link + next.text() + place, direction, column.number());
    }

    /** The rows in this order; rows that are alike stay as they are. */
    public <R> List<R> sorted(List<R> rows, List<Column<R>> columns) {
        var sorted = new ArrayList<>(rows);
        columns.stream()
                .filter(it -> it.name().equals(by))
                .findFirst()
                .ifPresent(it -> sorted.sort(down ? it.order().reversed() : it.order()));
        return sorted;
    }
}
