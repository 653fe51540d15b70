package dev.askfirst.console;

import dev.askfirst.search.Statistics;
import java.util.List;

/**
 * One row of a table with a bar.
 *
 * @param share of the longest, in percent
 * @param link to what it counts
 */
public record Bar(String value, long count, long permits, long defers, long denies, long share, String link) {

    static List<Bar> of(Statistics.Counts counts, int most, String link) {
        var longest = counts.rows().stream()
                .mapToLong(Statistics.ValueCount::count)
                .max()
                .orElse(1);
        return counts.rows().stream()
                .limit(most)
                .map(it -> new Bar(
                        it.value(),
                        it.count(),
                        it.outcomes().getOrDefault("permit", 0L),
                        it.outcomes().getOrDefault("defer", 0L),
                        it.outcomes().getOrDefault("deny", 0L),
                        Math.max(1, it.count() * 100 / longest),
                        link + it.value()))
                .toList();
    }
}
