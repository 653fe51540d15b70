package dev.askfirst.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holidays by another library, which other people made from other sources, with what is known to differ on working days: the
 * tables below {@code src/test/resources/calendars}.
 */
final class OracleCalendar {

    static final int FIRST_YEAR = 2024;
    static final int LAST_YEAR = 2035;

    private static final Path TABLES = Path.of("src/test/resources/calendars");

    private final Map<String, Set<LocalDate>> theirs = new TreeMap<>();
    private final Map<String, Set<LocalDate>> differing = new TreeMap<>();

    OracleCalendar() {
        lines("oracle.tab").forEach(parts -> {
            var days = theirs.computeIfAbsent(parts[0], _ -> new HashSet<>());
            Stream.of(parts)
                    .skip(2)
                    .forEach(it -> days.add(LocalDate.of(
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(it.substring(0, 2)),
                            Integer.parseInt(it.substring(2)))));
        });
        lines("differences.tab").forEach(parts -> {
            var days = differing.computeIfAbsent(parts[0], _ -> new TreeSet<>());
            Stream.of(parts).skip(2).map(LocalDate::parse).forEach(days::add);
        });
    }

    Set<String> places() {
        return theirs.keySet();
    }

    /** Places of which the other library says the same, or of which law says that ours is right. */
    Set<String> settled() {
        var settled = new TreeSet<>(theirs.keySet());
        settled.removeAll(differing.keySet());
        settled.add("NL");
        return settled;
    }

    /** Whether ours should have a holiday there, on a day from Monday to Friday. */
    boolean on(String place, LocalDate day) {
        var differs = differing.getOrDefault(place, Set.of()).contains(day);
        return theirs.get(place).contains(day) != differs;
    }

    private static Stream<String[]> lines(String file) {
        try {
            return Files.readAllLines(TABLES.resolve(file)).stream()
                    .filter(it -> !it.startsWith("#"))
                    .map(it -> it.split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
