package dev.askfirst.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the system can do to processes that a test started itself, by their numbers. */
public final class Signals {

    private Signals() {}

    /** A process and those that it started. */
    static List<ProcessHandle> tree(ProcessHandle first) {
        return Stream.concat(Stream.of(first), first.children()).toList();
    }

    /** @param name such as {@code KILL}, {@code STOP} or {@code CONT} */
    public static void send(String name, List<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            // One that ended by itself meanwhile is none that has to be told.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
