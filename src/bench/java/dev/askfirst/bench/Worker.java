package dev.askfirst.bench;

import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second instance on the database of a running one, of the least priority, that is asked nothing and works on long jobs. */
final class Worker implements AutoCloseable {

    private final Process process;

    private Worker(Process process) {
        this.process = process;
    }

    /**
     * @param data the folder of the running one
     * @param share how much of one processor it takes
     */
    static Worker start(Path jar, Path data, int port, double share) throws IOException, InterruptedException {
        var log = data.resolveSibling("worker.log");
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Daskfirst.jobs.share=" + share);
        command.addAll(settings(data, port));
        command.addAll(List.of("-jar", jar.toString()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (var i = 0; i < 600 && process.isAlive(); i++) {
            if (Files.readString(log).contains("ready on")) return new Worker(process);
            Thread.sleep(100);
        }
        process.destroy();
        throw new IOException("the worker did not start: " + Files.readString(log));
    }

    private static List<String> settings(Path data, int port) throws IOException {
        var keys = data.resolve("keys");
        var roles = LocalRoles.of(keys);
        var database = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(3)
                .strip();
        return List.of(
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=" + port,
                "-Daskfirst.public-url=https://worker.example",
                "-Daskfirst.keys=" + keys,
                "-Daskfirst.mail.folder=" + data.resolveSibling("worker-mail"),
                "-Daskfirst.mail.from=ask@worker.example",
                "-Dquarkus.mailer.host=mail.worker.example",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalTokens.publicKey(keys).toUri(),
                "-Dquarkus.datasource.jdbc.url=" + LocalRoles.url(Integer.parseInt(database), LocalRoles.DATABASE),
                "-Dquarkus.datasource.username=" + LocalRoles.SERVICE,
                "-Dquarkus.datasource.password=" + roles.password(LocalRoles.SERVICE),
                "-Daskfirst.retention.username=" + LocalRoles.RETENTION,
                "-Daskfirst.retention.password=" + roles.password(LocalRoles.RETENTION),
                "-Dquarkus.flyway.username=" + LocalRoles.OWNER,
                "-Dquarkus.flyway.password=" + roles.password(LocalRoles.OWNER));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
