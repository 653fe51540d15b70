package dev.askfirst.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell scripts promise besides starting Java: their exit status is that of the work, never that of its tally. */
class ScriptsTest {

    @TempDir
    Path folder;

    /** A reader that stops early ends the writer before it with SIGPIPE (141), if that one happens to be slower. */
    @Test
    void theTallyOfManyClassesEndsWell() throws Exception {
        Path times = Files.writeString(
                folder.resolve("times.txt"),
                IntStream.range(0, 200_000)
                        .mapToObj(i -> i + " dev.askfirst.Some%dTest".formatted(i))
                        .collect(Collectors.joining("\n", "", "\n")));

        Path script = Files.writeString(folder.resolve("askfirst"), functions() + "slowest \"$1\"\n");
        Process tally = new ProcessBuilder("bash", script.toString(), times.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(tally.getInputStream().readAllBytes(), UTF_8);

        assertTrue(tally.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, tally.exitValue(), said);
        assertEquals(11, said.lines().count(), said);
        assertTrue(said.contains("199999.0 s  dev.askfirst.Some199999Test"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"askfirst", ".ci/run", "src/bench/run"})
    void noPipeEndsBeforeItsWriter(String script) throws IOException {
        var lines = Files.readAllLines(Path.of(script));

        assertTrue(lines.contains("set -euo pipefail"));
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> line.matches(".*\\|\\s*(head|grep -q|grep -m).*"))
                        .toList(),
                "with pipefail, a reader that stops early makes a script fail now and then");
    }

    /** The script without its last statement, which runs what the command line asks for. */
    private static String functions() throws IOException {
        String script = Files.readString(Path.of("askfirst"));
        return script.substring(0, script.indexOf("\ncase ${1:-help} in") + 1);
    }
}
