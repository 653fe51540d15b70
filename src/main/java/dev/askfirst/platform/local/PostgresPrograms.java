package dev.askfirst.platform.local;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's own programs and says what they said when they fail. */
public record PostgresPrograms(Path folder) {

    void initdb(Path cluster, String superuser, Path passwordFile) {
        run(List.of(
                program("initdb"),
                "-D",
                cluster.toString(),
                "-U",
                superuser,
                "--pwfile",
                passwordFile.toString(),
                "--auth=scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C",
                "--data-checksums"));
    }

    /** Returns when the server takes connections. It runs in a session of its own: Ctrl-C does not reach it. */
    public void start(Path cluster, int port, List<String> settings, Path log) {
        var options = new StringBuilder("-p ").append(port);
        for (var setting : settings) options.append(" -c ").append(setting);
        run(List.of(
                program("pg_ctl"),
                "start",
                "-D",
                cluster.toString(),
                "-s",
                "-w",
                "-t",
                "120",
                "-l",
                log.toString(),
                "-o",
                options.toString()));
    }

    public void stop(Path cluster) {
        run(List.of(program("pg_ctl"), "stop", "-D", cluster.toString(), "-s", "-w", "-t", "60", "-m", "fast"));
    }

    private String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static void run(List<String> command) {
        try {
            // The server keeps the output open for as long as it runs: a pipe would never end.
            var output = Files.createTempFile("askfirst-postgres", ".log");
            var exit = new ProcessBuilder(asOrdinaryUser(command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            var said = Files.readString(output).strip();
            Files.delete(output);
            if (exit != 0) throw new StartRefused(Path.of(command.getFirst()).getFileName() + " failed: " + said);
        } catch (IOException e) {
            throw new StartRefused("cannot run %s: %s".formatted(command.getFirst(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("interrupted while running " + command.getFirst());
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping, root is nobody in particular. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) return command;
        var unshared = new ArrayList<>(List.of("unshare", "-U"));
        unshared.addAll(command);
        return unshared;
    }
}
