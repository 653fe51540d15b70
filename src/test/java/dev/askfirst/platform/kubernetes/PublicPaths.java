package dev.askfirst.platform.kubernetes;

import dev.askfirst.platform.Routes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What whoever stands in front must let through, made of the routes that the service has: the longest beginnings they share. */
final class PublicPaths {

    private static final Path FILES = Path.of("src/main/resources/META-INF/resources");

    /** @param below whether all paths below it are meant as well */
    record Entry(String path, boolean below) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return path + (below ? "/" : "");
        }
    }

    private PublicPaths() {}

    static SortedSet<Entry> all() throws IOException {
        return Stream.concat(Routes.all().map(Routes.Route::path), files())
                .distinct()
                .collect(Collectors.groupingBy(it -> it.equals("/") ? "" : it.split("/")[1]))
                .values()
                .stream()
                .map(PublicPaths::entry)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Served as they lie there, each folder as a whole. */
    private static Stream<String> files() throws IOException {
        try (var folders = Files.list(FILES)) {
            return folders.map(it -> "/" + it.getFileName() + "/{file}").toList().stream();
        }
    }

    private static Entry entry(List<String> paths) {
        var shared = paths.stream()
                .map(PublicPaths::literal)
                .reduce(PublicPaths::shared)
                .orElseThrow();
        return new Entry(shared, !paths.equals(List.of(shared)));
    }

    private static String literal(String path) {
        var parameter = path.indexOf("/{");
        return parameter < 0 ? path : path.substring(0, parameter);
    }

    private static String shared(String one, String other) {
        var ones = one.split("/");
        var others = other.split("/");
        var same = 0;
        while (same < Math.min(ones.length, others.length) && ones[same].equals(others[same])) same++;
        return String.join("/", List.of(ones).subList(0, same));
    }
}
