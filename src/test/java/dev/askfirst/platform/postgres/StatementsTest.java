package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Statements go through {@link Sql}; which classes make them with JDBC, and why, is written here (docs/adr/0075). */
class StatementsTest {

    private static final Path MAIN = Path.of("src/main/java/dev/askfirst");
    private static final Pattern JDBC = Pattern.compile("\\.(prepareStatement|createStatement)\\(");

    private static final String THE_SEAM = "it is the seam";
    private static final String STREAM = "rows are fetched as they are used";
    private static final String ARRAYS = "parameters are arrays of bytes or of rows, or go in batches";
    private static final String BELOW = "the room of the seam uses theirs, and rooms use each other in no circle";
    private static final String PASSWORD = "the statement holds a password, and the seam may print statements";
    private static final String STATEMENT = "a time limit and a warning of this one statement count";
    private static final String REMADE = "its rows are made entries again by inspections, which read the result itself";

    /** Rooms that send several statements as one message, and rows as arrays. */
    private static final Set<String> ROOMS =
            Set.of("decision/lane", "consent/act", "consent/suppression", "person/usage");

    /** Classes elsewhere. One that no longer makes statements with JDBC must go from here. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("audit/Reading", STREAM),
            Map.entry("export/Chunk", STREAM),
            Map.entry("export/EntryReader", STREAM),
            Map.entry("log/Seal", STREAM),
            Map.entry("log/TileRows", ARRAYS),
            Map.entry("outbound/feed/ChangeSequencer", STREAM),
            Map.entry("outbound/feed/Feed", STREAM),
            Map.entry("outbound/feed/Sequences", ARRAYS),
            Map.entry("outbound/webhook/DeliveryPlanner", ARRAYS),
            Map.entry("person/key/Rewrapping", ARRAYS),
            Map.entry("person/key/Wrapped", ARRAYS),
            Map.entry("platform/Clock", BELOW),
            Map.entry("platform/local/LocalRoles", PASSWORD),
            Map.entry("platform/postgres/CommitProbe", STATEMENT),
            Map.entry("platform/postgres/Sql", THE_SEAM),
            Map.entry("platform/time/ZoneEditions", BELOW),
            Map.entry("reconcile/DeliveryRows", ARRAYS),
            Map.entry("reconcile/ReportRow", ARRAYS),
            Map.entry("search/FoundRows", REMADE));

    @Test
    void statementsGoThroughTheSeam() throws IOException {
        var found = new TreeSet<String>();
        try (var files = Files.walk(MAIN)) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                if (JDBC.matcher(Files.readString(file)).find()) found.add(name(MAIN.relativize(file)));
            }
        }
        var elsewhere = found.stream().filter(it -> !ROOMS.contains(room(it))).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(CLASSES.keySet()), new TreeSet<>(elsewhere));
        for (var room : ROOMS) assertTrue(found.stream().anyMatch(it -> room(it).equals(room)), room);
    }

    /** A reason that can be seen in the code is seen there. */
    @Test
    void reasonsAreTrue() throws IOException {
        var seen = Map.of(
                STREAM, "setFetchSize\\(",
                ARRAYS, "RowType|PgArray|createArrayOf|addBatch",
                PASSWORD, "(?i)password",
                STATEMENT, "setQueryTimeout\\([\\s\\S]*getWarnings\\(");
        for (var one : CLASSES.entrySet()) {
            var pattern = seen.get(one.getValue());
            if (pattern == null) continue;
            var source = Files.readString(MAIN.resolve(one.getKey() + ".java"));
            assertTrue(Pattern.compile(pattern).matcher(source).find(), one::toString);
        }
    }

    private static String name(Path file) {
        return file.toString().replace('\\', '/').replace(".java", "");
    }

    private static String room(String name) {
        return name.substring(0, name.lastIndexOf('/'));
    }
}
