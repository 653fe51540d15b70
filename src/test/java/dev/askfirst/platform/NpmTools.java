package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** Programs of others from npm, in the versions of a lock file in a folder of {@code src/test}. */
public final class NpmTools {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private NpmTools() {}

    /**
     * Installs them below {@code target}, unless these very versions are there, however many test runs want them at once.
     *
     * @param folder of {@code src/test} and of {@code target}
     * @return the folder of their packages
     */
    public static synchronized Path install(String folder) {
        var home = Path.of(System.getProperty("askfirst.home"));
        var target = home.resolve("target").resolve(folder);
        try {
            Files.createDirectories(target);
            try (var lock = FileChannel.open(
                            target.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = lock.lock()) {
                install(folder, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target.resolve("node_modules");
    }

    private static void install(String folder, Path target) {
        var ended = Program.shell("""
                        cd '%s'
                        if ! cmp -s '../../src/test/%2$s/package-lock.json' installed.json; then
                          cp '../../src/test/%2$s'/package*.json .
                          npm ci --engine-strict --ignore-scripts --no-audit --no-fund
                          cp package-lock.json installed.json
                        fi""".formatted(target, folder), Map.of()).awaitEnd(LONGEST);
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
    }
}
