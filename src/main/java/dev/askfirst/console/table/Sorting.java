package dev.askfirst.console.table;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * By which column a table of a page is sorted, as the page's address says: {@code sort=senders.count}, or
 * {@code sort=-senders.count} the other way round. A column that there is not sorts nothing.
 *
 * @param kept the page's address with all other parameters, ready for one more
 */
public record Sorting(String kept, String table, String column, boolean down) {

    /** The head of a column: where a press leads, and how the table is sorted by it now; empty if it is not. */
    public record Head(String link, String aria) {}

    private static final String PARAMETER = "sort";
    private static final Pattern SORT = Pattern.compile("(-?)([a-z]{1,20})\\.([a-z]{1,20})");

    public static Sorting of(UriInfo uri) {
        var kept = new StringBuilder(uri.getPath()).append('?');
        uri.getQueryParameters().forEach((name, values) -> {
            if (name.equals(PARAMETER)) return;
            for (var value : values)
                kept.append(encoded(name)).append('=').append(encoded(value)).append('&');
        });
        var asked = uri.getQueryParameters().getFirst(PARAMETER);
        var sort = SORT.matcher(asked == null ? "" : asked);
        return sort.matches()
                ? new Sorting(
                        kept.toString(),
                        sort.group(2),
                        sort.group(3),
                        !sort.group(1).isEmpty())
                : new Sorting(kept.toString(), "", "", false);
    }

    /** The head of this column; pressed again it sorts the other way round. */
    public Head head(String ofTable, String ofColumn) {
        var sorted = ofTable.equals(table) && ofColumn.equals(column);
        var turned = sorted && !down ? "-" : "";
        return new Head(
                "%ssort=%s%s.%s#%s".formatted(kept, turned, ofTable, ofColumn, ofTable),
                sorted ? down ? "descending" : "ascending" : "");
    }

    /** The parameter as it was asked for, for links to the same page; empty if there was none. */
    public String asked() {
        return table.isEmpty() ? "" : "&sort=" + (down ? "-" : "") + table + "." + column;
    }

    /** The rows of this table in the order that was asked for; rows that are alike stay as they were. */
    public <T> List<T> sorted(String ofTable, List<T> rows, Map<String, Comparator<T>> columns) {
        var order = ofTable.equals(table) ? columns.get(column) : null;
        if (order == null) return rows;
        var sorted = new ArrayList<>(rows);
        sorted.sort(down ? order.reversed() : order);
        return sorted;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
