package dev.askfirst.platform.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A rehearsal beside the first start of a build prepares later ones; whatever becomes of it, the service starts. */
@EnabledOnOs(OS.LINUX)
class RehearsalIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path CACHE = TARGET.resolve("askfirst.aot");
    private static final Path GOOD_FOR = TARGET.resolve("askfirst.aot.for");
    private static final Path REHEARSALS = TARGET.resolve("rehearsal");
    private static final Duration REHEARSED = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ANNOUNCED = "a rehearsal makes later ones quicker";

    /** One test: to record takes a minute, and each step goes on from the one before. */
    @Test
    void theSecondStartUsesWhatTheFirstHadRecordedAndNoneNeedsIt() throws IOException {
        Files.deleteIfExists(CACHE);
        Files.deleteIfExists(GOOD_FOR);
        var data = RunningService.freshFolder("rehearsal");

        try (var first = start(data)) {
            assertFalse(first.uses());
            Await.until("the start is recorded", REHEARSED, () -> Files.exists(GOOD_FOR));
            awaitNothingLeft();
        }

        try (var second = start(data)) {
            assertTrue(second.uses());
            assertEquals("", second.stopped().errors());
        }

        try (var file = new RandomAccessFile(CACHE.toFile(), "rw")) {
            file.write(new byte[4096]);
        }
        try (var overwritten = start(data)) {
            assertFalse(overwritten.uses());
            assertEquals("", overwritten.stopped().errors());
        }

        try (var file = new RandomAccessFile(CACHE.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        var half = Files.size(CACHE);
        try (var cutOff = start(data)) {
            assertFalse(cutOff.uses());
            Await.until("the next rehearsal has its database", SOON, () -> processes() > 1);
            cutOff.service().kill();
            cutOff.service().killDatabase();
            assertTrue(cutOff.stopped().errors().contains(ANNOUNCED));
        }
        awaitNothingLeft();
        assertEquals(half, Files.size(CACHE), "what was not recorded to the end is in use");
    }

    /** A service as a person starts it. */
    private record Started(Program program, RunningService service) implements AutoCloseable {

        boolean uses() throws IOException {
            return Files.readString(
                            Path.of("/proc/%d/maps".formatted(program.process().pid())))
                    .contains(CACHE.toString());
        }

        Program.Ended stopped() {
            service.stop();
            return program.awaitEnd(SOON);
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private static Started start(Path data) {
        var port = RunningService.freePort();
        var script = "exec ./askfirst run --port %d --data %s".formatted(port, data);
        var program = Program.shell(script, Map.of("ASKFIRST_AOT", "now"));
        return new Started(program, RunningService.of(program, data, port));
    }

    private static void awaitNothingLeft() {
        Await.until("nothing is left of the rehearsal", SOON, () -> processes() == 0 && Files.notExists(REHEARSALS));
    }

    /** Those that work on a rehearsal's folder. */
    private static long processes() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().arguments().map(List::of).orElse(List.of()))
                .filter(arguments -> arguments.stream().anyMatch(it -> it.contains(REHEARSALS.toString())))
                .count();
    }
}
