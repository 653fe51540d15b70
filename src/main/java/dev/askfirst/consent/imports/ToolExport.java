package dev.askfirst.consent.imports;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the export of one tool looks like: its columns, and what its rows mean. Read from {@code imports/tools.yaml},
 * which describes the members.
 */
record ToolExport(
        List<List<String>> toldBy,
        List<String> address,
        String status,
        List<String> same,
        List<String> until,
        List<Rule> rules) {

    /** What a row is. */
    enum Means {
        GRANT,
        WITHDRAWAL,
        BOUNCE,
        COMPLAINT,
        LEGAL,
        /** A no, but to less or something else than a topic of ours. */
        PARTLY,
        NEITHER,
        UNKNOWN
    }

    /** The rule that fits a row, and the column by which it does. */
    record Hit(Rule rule, String column) {}

    /** A condition on one column, and what a row is that fulfils it. */
    record Rule(
            String column,
            List<String> is,
            List<String> unless,
            boolean there,
            Means means,
            List<String> at,
            List<String> with) {

        Rule {
            is = words(is);
            unless = unless == null ? null : words(unless);
            at = orNone(at);
            with = orNone(with);
        }

        private Optional<Hit> fit(ImportRow row) {
            return names(row)
                    .filter(name -> there ? row.has(name) : fits(row.text(name)))
                    .findFirst()
                    .map(name -> new Hit(this, name));
        }

        private Stream<String> names(ImportRow row) {
            if (!column.endsWith("*")) return Stream.of(column);
            var start = column.substring(0, column.length() - 1).toLowerCase(Locale.ROOT);
            return row.names().stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(start));
        }

        private boolean fits(Optional<String> cell) {
            var words = cell.map(ToolExport::words).orElse(Set.of());
            if (words.isEmpty()) return false;
            if (unless != null) return !unless.containsAll(words);
            return means == Means.GRANT ? is.containsAll(words) : words.stream().anyMatch(is::contains);
        }
    }

    private static final Pattern BETWEEN = Pattern.compile("[,;|\\[\\]{}\"']+");

    ToolExport {
        address = orNone(address);
        same = orNone(same);
        until = orNone(until);
        rules = orNone(rules);
    }

    /** The first rule that fits. */
    Optional<Hit> hit(ImportRow row) {
        return rules.stream().flatMap(rule -> rule.fit(row).stream()).findFirst();
    }

    /** The words that a column may hold, as text for people. */
    String known(String column) {
        return rules.stream()
                .filter(rule -> rule.column().equalsIgnoreCase(column))
                .flatMap(rule ->
                        Stream.concat(rule.is().stream(), rule.unless() == null ? Stream.of() : rule.unless().stream()))
                .distinct()
                .map(word -> "`" + word + "`")
                .collect(Collectors.joining(", "));
    }

    /** All columns that are read. */
    Set<String> columns() {
        return Stream.of(
                        address.stream(),
                        same.stream(),
                        until.stream(),
                        rules.stream().map(Rule::column),
                        rules.stream().flatMap(rule -> rule.at().stream()))
                .flatMap(it -> it)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The columns without which no row can be read. */
    Set<String> needed() {
        return address.size() == 1 ? Set.copyOf(address) : Set.of();
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(BETWEEN.split(cell.toLowerCase(Locale.ROOT).replace('_', ' ')))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> words(List<String> given) {
        return orNone(given).stream().flatMap(it -> words(it).stream()).toList();
    }

    private static <T> List<T> orNone(List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }
}
