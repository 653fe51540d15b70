package dev.askfirst.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No clock, no chance, no threads, no framework: a decision can be made again only if nothing else went into it. */
class PolicyIsPureTest {

    private static final Path POLICY = Path.of("src/main/java/dev/askfirst/policy");
    private static final Pattern IMPURE =
            Pattern.compile("import (?:static )?+(?!java\\.(time|util)\\b|dev\\.askfirst\\.policy\\.).*"
                    + "|.*(\\.now\\(|Random|randomUUID|Thread|System\\.|concurrent).*");

    @Test
    void noLineOfThePolicyIsImpure() throws IOException {
        try (var files = Files.walk(POLICY)) {
            var impure = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(PolicyIsPureTest::lines)
                    .filter(line -> IMPURE.matcher(line.text()).matches())
                    .toList();
            assertEquals(List.of(), impure);
        }
    }

    @Test
    void whatIsImpureIsFound() {
        for (var line : List.of(
                "import java.sql.Connection;",
                "import static org.example.Some.thing;",
                "import jakarta.inject.Inject;",
                "        var at = Instant.now();",
                "        var id = UUID.randomUUID();")) {
            assertTrue(IMPURE.matcher(line).matches(), line);
        }
    }

    private record Line(Path file, String text) {}

    private static Stream<Line> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(text -> new Line(file, text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
