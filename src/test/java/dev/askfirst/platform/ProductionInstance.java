package dev.askfirst.platform;

import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The packaged service in the profile of production, as one of several on the operator's database. */
public final class ProductionInstance implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration END = Duration.ofSeconds(60);
    /** What a prober of Kubernetes waits, and as much again for a busy machine. */
    private static final Duration PROBE = Duration.ofSeconds(4);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What the probes say: it may be asked, or not; or nothing at all in the time they have. */
    public enum Readiness {
        READY,
        NOT_READY,
        SILENT
    }

    private final Map<String, String> settings;
    private final int port = RunningService.freePort();
    private final int management = RunningService.freePort();
    private final Path log;
    private Program program;

    private ProductionInstance(Map<String, String> settings, Path log) {
        this.settings = settings;
        this.log = log;
    }

    /** @param databasePort where this instance reaches its database: the database's own port, or a proxy's */
    public static ProductionInstance of(
            PairedPostgres database, int databasePort, IdentityProvider provider, String publicUrl, String name) {
        var url = LocalRoles.url(databasePort, LocalRoles.DATABASE);
        return of(database.folder(), url, provider, publicUrl, name);
    }

    /**
     * Migrates the database, if that was not done yet.
     *
     * @param folder that of the keys and of the passwords of the database's roles
     */
    public static ProductionInstance of(
            DataFolder folder, String databaseUrl, IdentityProvider provider, String publicUrl, String name) {
        var settings = new HashMap<>(LocalSetup.settings(folder, databaseUrl));
        settings.put("mp.jwt.verify.publickey.location", provider.jwksUrl());
        settings.put("mp.jwt.verify.issuer", IdentityProvider.ISSUER);
        settings.put("mp.jwt.verify.audiences", IdentityProvider.AUDIENCE);
        settings.put("askfirst.public-url", publicUrl);
        settings.put("quarkus.mailer.host", "smtp.permissions.example");
        settings.put("askfirst.mail.from", "ask@permissions.example");
        settings.put(
                "askfirst.catalog",
                Path.of("src/main/resources/demo/catalog.yaml").toString());
        var migrated = Program.migrate(settings);
        if (migrated.exit() != 0) throw new IllegalStateException(migrated.errors());
        settings.keySet().removeIf(setting -> setting.startsWith("quarkus.flyway."));
        return new ProductionInstance(
                settings, folder.path().resolveSibling(name + ".log").toAbsolutePath());
    }

    /** Another instance with the same settings. */
    public ProductionInstance beside(String name) {
        return new ProductionInstance(new HashMap<>(settings), log.resolveSibling(name + ".log"));
    }

    /** Another setting, from its next start on. */
    public ProductionInstance set(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** A start that is refused: what it says, and how it ends. */
    public Program.Ended refused() {
        return program().awaitEnd(START);
    }

    /** The same with a setting more; to be called before it starts. */
    public ProductionInstance with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Starts it on the ports it had; returns when it says that it is ready. */
    public void start() {
        program = program();
        program.awaitLine("ready on", START);
    }

    public boolean runs() {
        return program != null && program.process().isAlive();
    }

    /** Waits until its log has a line with this part. */
    public void awaitLogged(String part) {
        program.awaitLogged(part, START);
    }

    private Program program() {
        var all = new HashMap<>(settings);
        all.put("quarkus.http.port", Integer.toString(port));
        all.put("askfirst.management.port", Integer.toString(management));
        all.put("askfirst.management.host", "127.0.0.1");
        return Program.service(Program.options(all));
    }

    public int port() {
        return port;
    }

    /** The port for operators. */
    public int management() {
        return management;
    }

    /** What it has logged so far. */
    public String log() {
        return program.said();
    }

    public Readiness readiness() {
        return health("/q/health/ready")
                .map(HttpResponse::statusCode)
                .map(code -> code == 200 ? Readiness.READY : Readiness.NOT_READY)
                .orElse(Readiness.SILENT);
    }

    /** What a page of its health says; empty if nothing came in time. */
    public Optional<HttpResponse<String>> health(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path))
                    .timeout(PROBE)
                    .build();
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The end a machine without power makes of it. */
    public void kill() {
        program.process().destroyForcibly();
        program.awaitEnd(END);
    }

    /** The end that an orderly roll-out makes of it. */
    public void stop() {
        program.process().destroy();
        program.awaitEnd(END);
    }

    @Override
    public void close() {
        if (program == null) return;
        if (program.process().isAlive()) stop();
        program.keepOutput(log);
    }
}
