package dev.askfirst.policy.hour;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** When people signed changes of Debian packages, by their own clocks, as the changelogs on this machine tell. */
final class Changelogs {

    private static final Path DOCS = Path.of("/usr/share/doc");
    private static final Pattern SIGNED = Pattern.compile("^ -- .*<([^>]+)>  (.+)$");

    private Changelogs() {}

    /** Of each person, in order; empty where there are none. */
    static List<List<LocalDateTime>> read() {
        var people = new TreeMap<String, Map<OffsetDateTime, Boolean>>();
        if (!Files.isDirectory(DOCS)) return List.of();
        try (var packages = Files.list(DOCS)) {
            packages.map(it -> it.resolve("changelog.Debian.gz"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> read(file, people));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Packages of one source share their changelog: each signature counts once.
        var all = new ArrayList<List<LocalDateTime>>();
        for (var one : people.values()) {
            all.add(one.keySet().stream()
                    .sorted()
                    .map(OffsetDateTime::toLocalDateTime)
                    .toList());
        }
        return all;
    }

    private static void read(Path file, Map<String, Map<OffsetDateTime, Boolean>> people) {
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
            signed(lines.lines(), people);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static void signed(Stream<String> lines, Map<String, Map<OffsetDateTime, Boolean>> people) {
        lines.map(SIGNED::matcher).filter(it -> it.matches()).forEach(line -> {
            try {
                var at = OffsetDateTime.parse(line.group(2).strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
                people.computeIfAbsent(line.group(1).toLowerCase(java.util.Locale.ROOT), _ -> new HashMap<>())
                        .put(at, true);
            } catch (DateTimeException _) {
                // Some people's programs wrote dates of their own.
            }
        });
    }
}
