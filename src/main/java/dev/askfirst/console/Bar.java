package dev.askfirst.console;

import dev.askfirst.search.Statistics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One row of a table with a bar.
 *
 * @param name what the value is called
 * @param share of the longest, in percent
 * @param link to what it counts
 */
public record Bar(
        String value, String name, long count, long permits, long defers, long denies, long share, String link) {

    /** What tables of bars can be sorted by. */
    static final Map<String, Comparator<Bar>> COLUMNS = Map.of(
            "name", Comparator.comparing(Bar::name, String.CASE_INSENSITIVE_ORDER),
            "count", Comparator.comparingLong(Bar::count),
            "permit", Comparator.comparingLong(Bar::permits),
            "defer", Comparator.comparingLong(Bar::defers),
            "deny", Comparator.comparingLong(Bar::denies));

    static List<Bar> of(Statistics.Counts counts, int most, String link) {
        return of(counts, most, link, it -> it);
    }

    /** The same by the names of the values. */
    static List<Bar> of(Statistics.Counts counts, int most, String link, UnaryOperator<String> names) {
        var longest = counts.rows().stream()
                .mapToLong(Statistics.ValueCount::count)
                .max()
                .orElse(1);
        return counts.rows().stream()
                .limit(most)
                .map(it -> new Bar(
                        it.value(),
                        names.apply(it.value()),
                        it.count(),
                        it.outcomes().getOrDefault("permit", 0L),
                        it.outcomes().getOrDefault("defer", 0L),
                        it.outcomes().getOrDefault("deny", 0L),
                        Math.max(1, it.count() * 100 / longest),
                        link + it.value()))
                .toList();
    }
}
