package dev.askfirst.verify;

import java.util.Map;
import java.util.stream.Collectors;

/** What was found to be whole: which entries of which log, and of how many only the hash was there, and why. */
public record Report(String origin, long size, long first, long end, Map<String, Long> counts, boolean goesOn) {

    static final String FACTS = "facts";

    public long facts() {
        return counts.getOrDefault(FACTS, 0L);
    }

    @Override
    public String toString() {
        var hashes = counts.entrySet().stream()
                .filter(it -> !it.getKey().equals(FACTS) && it.getValue() > 0)
                .map(it -> "%d %s".formatted(it.getValue(), it.getKey()))
                .collect(Collectors.joining(", "));
        return "%d entries (%d to %d) of %s, which has %d: %d with their facts, %d as hashes%s%s"
                .formatted(
                        end - first,
                        first,
                        end - 1,
                        origin,
                        size,
                        facts(),
                        end - first - facts(),
                        hashes.isEmpty() ? "" : " (" + hashes + ")",
                        goesOn ? "; it goes on from the checkpoint you hold" : "");
    }
}
