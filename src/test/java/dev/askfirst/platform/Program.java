package dev.askfirst.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A program that a test runs, with all it said so far. */
public final class Program {

    /** How it ended: its exit code and what it said on each of its outputs. */
    public record Ended(int exit, String out, String errors) {}

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Process process;
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer errors = new StringBuffer();
    private final CompletableFuture<Void> read;

    private Program(ProcessBuilder command) {
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> follow(process.inputReader(), out), Program::thread),
                CompletableFuture.runAsync(() -> follow(process.errorReader(), errors), Program::thread));
    }

    /** The service as built, in the profile `local`. */
    public static Program service(Path data, int port, List<String> options) {
        var all = new ArrayList<>(options);
        all.addAll(List.of("-Dquarkus.profile=local", "-Dquarkus.http.port=" + port, "-Daskfirst.data=" + data));
        return service(all);
    }

    /** Migrates a database as the owner whom these settings name, in place of serving. */
    public static Ended migrate(Map<String, String> settings) {
        return service(options(settings), "migrate").awaitEnd(LONGEST);
    }

    /** Settings as options of the JVM. */
    public static List<String> options(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(it -> "-D" + it.getKey() + "=" + it.getValue())
                .toList();
    }

    /** The service as built, told nothing but these options and arguments. */
    public static Program service(List<String> options, String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m"));
        // It lives for seconds: what the second compiler makes of it would come too late.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("askfirst.jar")));
        command.addAll(List.of(arguments));
        return new Program(new ProcessBuilder(command));
    }

    /** A script as a person would type it, in the project's folder; no rehearsal takes the processor from other tests. */
    public static Program shell(String script, Map<String, String> environment) {
        var command = new ProcessBuilder("bash", "-euc", script)
                .directory(Path.of(System.getProperty("askfirst.home")).toFile());
        command.environment().put("ASKFIRST_AOT", "off");
        command.environment().putAll(environment);
        return new Program(command);
    }

    /** What a script said, once it has ended. */
    public static Ended run(String script, Map<String, String> environment) {
        return shell(script, environment).awaitEnd(LONGEST);
    }

    public Process process() {
        return process;
    }

    /** All that it has said so far. */
    public String said() {
        return out.toString();
    }

    /** How many lines it has said so far that start like this. */
    public long lines(String start) {
        return out.toString().lines().filter(line -> line.startsWith(start)).count();
    }

    public void awaitLine(String start, Duration most) {
        await(start, most, line -> line.startsWith(start));
    }

    /** A line of the log, which begins with the instant. */
    public void awaitLogged(String part, Duration most) {
        await(part, most, line -> line.contains(part));
    }

    private void await(String what, Duration most, Predicate<String> wanted) {
        BooleanSupplier said = () -> out.toString().lines().anyMatch(wanted);
        Await.until("the line `" + what + "`", most, () -> said.getAsBoolean() || read.isDone());
        if (!said.getAsBoolean()) throw new AssertionError("it ended without `" + what + "`: " + out + errors);
    }

    /** The lines of its log that somebody should look at. */
    public List<String> warnings() {
        return out.toString()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }

    public Ended awaitEnd(Duration most) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + out + errors);
            }
            read.join();
            return new Ended(process.exitValue(), out.toString(), errors.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void keepOutput(Path file) {
        try {
            Files.writeString(file, out.toString() + errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void follow(java.io.BufferedReader from, StringBuffer to) {
        try {
            for (var line = from.readLine(); line != null; line = from.readLine())
                to.append(line).append('\n');
        } catch (IOException _) {
            // The program was killed: what it said until then is all there is.
        }
    }

    private static void thread(Runnable task) {
        // Reading a pipe holds a carrier thread, of which a small machine has two.
        Thread.ofPlatform().daemon().start(task);
    }
}
