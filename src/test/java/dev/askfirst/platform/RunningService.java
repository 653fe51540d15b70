package dev.askfirst.platform;

import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A local service as a process of its own, on a data folder of its own: it can be stopped, killed and started again. */
public final class RunningService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration REPLY = Duration.ofSeconds(30);
    private static final List<String> DEMO = List.of("-Daskfirst.demo=true");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path data;
    private final int port;
    private final List<String> options;
    private Program program;

    private RunningService(Path data, int port, List<String> options) {
        this.data = data;
        this.port = port;
        this.options = options;
    }

    /**
     * With the demo's catalog and people, in a fresh folder of this name.
     *
     * @param options of its JVM, such as {@code -Dsetting=value}
     */
    public static RunningService fresh(String name, String... options) {
        var all = new ArrayList<>(DEMO);
        all.addAll(List.of(options));
        var service = new RunningService(freshFolder(name), freePort(), all);
        service.start();
        return service;
    }

    /** The same in this folder, which is empty. */
    static RunningService in(Path folder) {
        var service = new RunningService(folder, freePort(), DEMO);
        service.start();
        return service;
    }

    /** The one that a command of ours has started. */
    public static RunningService of(Program program, Path data, int port) {
        var service = new RunningService(data, port, DEMO);
        service.program = program;
        program.awaitLine("ready on", START);
        return service;
    }

    /** Starts it on the folder and port it had; returns when it is ready. */
    public void start() {
        program = Program.service(data, port, options);
        program.awaitLine("ready on", START);
    }

    /** The end a machine without power makes of it: nothing is tidied up. */
    public void kill() {
        program.process().destroyForcibly();
        program.awaitEnd(Duration.ofSeconds(60));
    }

    /** Asks it to end, as Ctrl-C does; says how long it took. */
    public Duration stop() {
        var asked = System.nanoTime();
        program.process().destroy();
        program.awaitEnd(Duration.ofSeconds(60));
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    /** The lines of its log that somebody should look at. */
    public List<String> warnings() {
        return program.warnings();
    }

    public Path data() {
        return data;
    }

    public int port() {
        return port;
    }

    /** The database's first process, if one runs on the folder. */
    public Optional<ProcessHandle> postmaster() {
        var file = data.resolve("postgres/postmaster.pid");
        try {
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).getFirst().strip()))
                    .filter(ProcessHandle::isAlive);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Kills every process of the database at once. */
    public void killDatabase() {
        var postmaster = postmaster().orElseThrow();
        var children = postmaster.children().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Await.until("the database is dead", Duration.ofSeconds(60), () -> !postmaster.isAlive());
    }

    public HttpResponse<String> post(String path, String token, String body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, token, body, headers);
    }

    public HttpResponse<String> send(String method, String path, String token, String body, String... headers)
            throws IOException, InterruptedException {
        return send(port, method, path, token, body, headers);
    }

    public static HttpResponse<String> send(
            int port, String method, String path, String token, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(REPLY)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public String senderToken(String sender) {
        return LocalTokens.issue(
                data.resolve("keys"), "sender", Optional.of(sender), Optional.empty(), Duration.ofHours(1));
    }

    /** A token of a person. */
    public String personToken(String person) {
        return LocalTokens.issue(
                data.resolve("keys"), "person", Optional.empty(), Optional.of(person), Duration.ofHours(1));
    }

    /** A token of staff. */
    public String token(String role) {
        return LocalTokens.issue(data.resolve("keys"), role, Optional.empty(), Optional.empty(), Duration.ofHours(1));
    }

    /** The database as the service sees it. */
    public Connection database() throws SQLException {
        return database(LocalRoles.SERVICE);
    }

    /** The database as somebody sees it who may change how it runs. */
    public Connection asSuperuser() throws SQLException {
        return database(LocalRoles.SUPERUSER);
    }

    /** The database as the role sees it that migrates. */
    DataSource asOwner() {
        var owner = new PGSimpleDataSource();
        owner.setUrl(databaseUrl());
        owner.setUser(LocalRoles.OWNER);
        owner.setPassword(LocalRoles.of(data.resolve("keys")).password(LocalRoles.OWNER));
        return owner;
    }

    private Connection database(String role) throws SQLException {
        var password = LocalRoles.of(data.resolve("keys")).password(role);
        return DriverManager.getConnection(databaseUrl(), role, password);
    }

    private String databaseUrl() {
        try {
            var port = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .get(3)
                    .strip();
            return LocalRoles.url(Integer.parseInt(port), LocalRoles.DATABASE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it and leaves what it said beside its data. */
    @Override
    public void close() {
        stop();
        program.keepOutput(data.resolve("service.log"));
    }

    /** A data folder that nobody has used: an earlier run's is deleted. */
    public static Path freshFolder(String name) {
        var folder = Path.of("target", "running", name).toAbsolutePath();
        deleteAll(folder);
        return folder;
    }

    /** A port that nobody listens at, that is given once, and that no outgoing connection takes meanwhile. */
    public static int freePort() {
        return FreePorts.next();
    }

    private static void deleteAll(Path folder) {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
