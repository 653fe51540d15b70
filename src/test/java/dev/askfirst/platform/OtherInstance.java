package dev.askfirst.platform;

import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A second service on the database and keys of a running one. */
public final class OtherInstance implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final RunningService first;
    private final int port = RunningService.freePort();
    private final List<String> options;
    private Program program;

    private OtherInstance(RunningService first, List<String> options) {
        this.first = first;
        this.options = options;
    }

    public static OtherInstance of(RunningService first, String... options) {
        var other = new OtherInstance(first, List.of(options));
        other.start();
        return other;
    }

    /** Starts it on the port it had; returns when it is ready. */
    public void start() {
        var keys = first.data().resolve("keys");
        var roles = LocalRoles.of(keys);
        var all = new ArrayList<>(List.of(
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=" + port,
                "-Daskfirst.public-url=https://second.example",
                "-Daskfirst.keys=" + keys,
                "-Daskfirst.mail.folder=" + RunningService.freshFolder("mail-" + port),
                "-Daskfirst.mail.from=ask@second.example",
                "-Dquarkus.mailer.host=mail.second.example",
                "-Dmp.jwt.verify.publickey.location="
                        + LocalTokens.publicKey(keys).toUri(),
                "-Dquarkus.datasource.jdbc.url=" + LocalRoles.url(databasePort(), LocalRoles.DATABASE),
                "-Dquarkus.datasource.username=" + LocalRoles.SERVICE,
                "-Dquarkus.datasource.password=" + roles.password(LocalRoles.SERVICE),
                "-Daskfirst.retention.username=" + LocalRoles.RETENTION,
                "-Daskfirst.retention.password=" + roles.password(LocalRoles.RETENTION),
                "-Dquarkus.flyway.username=" + LocalRoles.OWNER,
                "-Dquarkus.flyway.password=" + roles.password(LocalRoles.OWNER)));
        // What is said last counts.
        all.addAll(options);
        program = Program.service(all);
        program.awaitLine("ready on", START);
    }

    /** The end a machine without power makes of it. */
    public void kill() {
        program.process().destroyForcibly();
        program.awaitEnd(Duration.ofSeconds(60));
    }

    /** Asks it to end, and does not wait for it. */
    public void askToStop() {
        program.process().destroy();
    }

    public int port() {
        return port;
    }

    public HttpResponse<String> post(String path, String token, String body, String... headers)
            throws IOException, InterruptedException {
        return RunningService.send(port, "POST", path, token, body, headers);
    }

    @Override
    public void close() {
        program.process().destroy();
        program.awaitEnd(Duration.ofSeconds(60));
    }

    private int databasePort() {
        try {
            var lines = Files.readAllLines(first.data().resolve("postgres/postmaster.pid"));
            return Integer.parseInt(lines.get(3).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
