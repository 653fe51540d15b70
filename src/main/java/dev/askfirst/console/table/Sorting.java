package dev.askfirst.console.table;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * By which column each table of a page is sorted, as the page's address says: {@code sort=senders.count}, or
 * {@code sort=-senders.count} the other way round, once for each table. A column that there is not sorts nothing.
 */
public final class Sorting {

    /**
     * The head of a column.
     *
     * @param link sorts by it, or the other way round where the table is sorted by it already
     * @param direction as {@code aria-sort} has it; empty where the table is sorted by another column
     */
    public record Head(String link, String direction) {}

    /**
     * A column of a table.
     *
     * @param name in addresses, of small letters
     * @param text its head, as people read it
     * @param number whether numbers stand in it, which are mostly looked at from the largest on
     */
    public record Column<R>(String name, String text, boolean number, Comparator<R> order) {}

    private record Order(String table, String column, boolean down) {

        private static final Pattern SORT = Pattern.compile("(-?)([a-z]{1,20})\\.([a-z]{1,20})");

        static Optional<Order> parse(String text) {
            var sort = SORT.matcher(text);
            return sort.matches()
                    ? Optional.of(new Order(
                            sort.group(2), sort.group(3), !sort.group(1).isEmpty()))
                    : Optional.empty();
        }

        String text() {
            return (down ? "-" : "") + table + "." + column;
        }
    }

    private static final String PARAMETER = "sort";

    private final String path;
    private final Map<String, List<String>> kept;
    private final Map<String, Order> asked;
    private final Map<String, Order> usual;

    private Sorting(String path, Map<String, List<String>> kept, Map<String, Order> asked, Map<String, Order> usual) {
        this.path = path;
        this.kept = kept;
        this.asked = asked;
        this.usual = usual;
    }

    /**
     * What this address asks for.
     *
     * @param usual how tables are sorted of which it says nothing, such as {@code -senders.count}; others keep the order
     *     in which their rows come
     */
    public static Sorting of(UriInfo uri, String... usual) {
        return of(uri.getPath(), uri.getQueryParameters(), usual);
    }

    static Sorting of(String path, Map<String, List<String>> parameters, String... usual) {
        var kept = new LinkedHashMap<String, List<String>>();
        // A field of a form that was left empty asks for nothing.
        parameters.forEach((name, values) -> {
            if (!values.stream().allMatch(String::isBlank)) kept.put(name, values);
        });
        var sorts = kept.remove(PARAMETER);
        return new Sorting(path, kept, orders(sorts == null ? List.of() : sorts), orders(List.of(usual)));
    }

    private static Map<String, Order> orders(List<String> texts) {
        return texts.stream()
                .flatMap(it -> Order.parse(it).stream())
                .collect(Collectors.toMap(Order::table, it -> it, (first, _) -> first, LinkedHashMap::new));
    }

    /** The head of a column of words: a press sorts it from its first on, the next the other way round. */
    public Head head(String table, String column) {
        return head(table, column, false);
    }

    /** The head of a column; where {@code number} says that numbers stand in it, the first press brings the largest first. */
    public Head head(String table, String column, boolean number) {
        var now = order(table);
        var sorted = now != null && now.column().equals(column);
        var next = new LinkedHashMap<>(asked);
        next.put(table, new Order(table, column, sorted ? !now.down() : number));
        return new Head(address(kept, next) + "#" + table, !sorted ? "" : now.down() ? "descending" : "ascending");
    }

    /** The page's address with this parameter, and all else as it was asked for. */
    public String with(String parameter, String value) {
        var changed = new LinkedHashMap<>(kept);
        changed.put(parameter, List.of(value));
        return address(changed, asked);
    }

    /** The rows of this table in the order that was asked for; rows that are alike stay as they were. */
    public <R> List<R> sorted(String table, List<R> rows, Map<String, Comparator<R>> columns) {
        var now = order(table);
        var order = now == null ? null : columns.get(now.column());
        if (order == null) return rows;
        var sorted = new ArrayList<>(rows);
        sorted.sort(now.down() ? order.reversed() : order);
        return sorted;
    }

    /** The rows of this table in the order that was asked for; rows that are alike stay as they were. */
    public <R> List<R> sorted(String table, List<R> rows, List<Column<R>> columns) {
        return sorted(table, rows, columns.stream().collect(Collectors.toMap(Column::name, Column::order)));
    }

    private Order order(String table) {
        return asked.getOrDefault(table, usual.get(table));
    }

    private String address(Map<String, List<String>> parameters, Map<String, Order> orders) {
        var all = new LinkedHashMap<>(parameters);
        if (!orders.isEmpty())
            all.put(PARAMETER, orders.values().stream().map(Order::text).toList());
        return all.entrySet().stream()
                .flatMap(it -> it.getValue().stream().map(value -> encoded(it.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
