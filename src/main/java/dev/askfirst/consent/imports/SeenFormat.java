package dev.askfirst.consent.imports;

import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose export a file is, as its columns tell.
 *
 * @param toldBy the columns that only this export has together
 */
record SeenFormat(ImportRequest.Format format, List<String> toldBy) {

    /** Tells by the names of the columns; refused if none or several exports have these. */
    static SeenFormat of(List<String> columns) {
        var there = columns.stream().map(SeenFormat::small).collect(Collectors.toSet());
        var fits = exports()
                .flatMap(export -> export.getValue().toldBy().stream()
                        .filter(set -> missing(set, there).isEmpty())
                        .max(Comparator.comparing(List::size))
                        .map(set -> new SeenFormat(export.getKey(), set))
                        .stream())
                .toList();
        if (fits.size() == 1) return fits.getFirst();
        throw Fault.invalid("format", fits.isEmpty() ? none(there) : several(fits));
    }

    private static String several(List<SeenFormat> fits) {
        return "cannot be told from the columns, which are those of "
                + fits.stream().map(it -> name(it.format())).collect(Collectors.joining(" and of "))
                + ": name the format";
    }

    /** Names the exports of which more than half the columns are there, and what they lack. */
    private static String none(Set<String> there) {
        var near = exports()
                .flatMap(export -> export.getValue().toldBy().stream()
                        .filter(set -> 2 * missing(set, there).size() < set.size())
                        .min(Comparator.comparing(set -> missing(set, there).size()))
                        .map(set -> name(export.getKey()) + " would also have "
                                + missing(set, there).stream()
                                        .map(column -> "`" + column + "`")
                                        .collect(Collectors.joining(", ")))
                        .stream())
                .collect(Collectors.joining("; "));
        if (!near.isEmpty()) return "cannot be told from the columns. " + near + ". Name the format";
        return "cannot be told from the columns: name one of "
                + exports().map(it -> name(it.getKey())).collect(Collectors.joining(", "));
    }

    private static List<String> missing(List<String> set, Set<String> there) {
        return set.stream().filter(column -> !there.contains(small(column))).toList();
    }

    private static Stream<Map.Entry<ImportRequest.Format, ToolExport>> exports() {
        return ToolExports.all().entrySet().stream();
    }

    private static String name(ImportRequest.Format format) {
        return "`" + Json.text(format) + "`";
    }

    private static String small(String column) {
        return column.toLowerCase(Locale.ROOT);
    }
}
