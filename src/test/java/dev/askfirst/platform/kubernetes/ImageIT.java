package dev.askfirst.platform.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.DataFolder;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.local.LocalPostgres;
import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.local.LocalSetup;
import dev.askfirst.platform.local.LocalTokens;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image of the build, run as the cluster would run the overlay {@code production}: the Job migrates, the service answers, with
 * nothing of this machine but its kernel, its network and a PostgreSQL, to which both speak over TLS. It takes root to become the
 * image's user.
 */
class ImageIT {

    private static final String URL = "QUARKUS_DATASOURCE_JDBC_URL";
    private static final Path CATALOG = Path.of("src/main/resources/demo/catalog.yaml");
    private static final Duration START = Duration.ofSeconds(120);
    private static final String QUESTION = """
            {"to": "mailto:ana@image.example", "channel": "email", "topic": "offers"}""";

    private static final Manifests PRODUCTION = Overlay.PRODUCTION.manifests();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static DataFolder folder;
    /** Where the image's user can reach it, as it may not reach the project's folder. */
    private static Path unpacked;

    private static LocalPostgres postgres;
    private static Sandbox sandbox;
    private static Volumes volumes;
    private static Map<String, Path> folders;
    private static Program.Ended migrated;
    private static Program.Ended exported;
    private static Program service;
    private static int port;
    private static int management;

    @BeforeAll
    static void thePodsStart() throws IOException, SQLException {
        folder = DataFolder.hold(RunningService.freshFolder("image"));
        LocalSetup.keys(folder);
        postgres = LocalPostgres.start(folder);
        unpacked = Files.createTempDirectory("askfirst-image");
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
        volumes = new Volumes(unpacked.resolve("mounted"));
        var authority = DatabaseAuthority.make(folder.path().resolve("authority"));
        authority.vouchFor(postgres);
        folders = Map.of(
                "askfirst-erasures", volumes.writable("erasures"),
                "askfirst-keys", volumes.of("keys", Volumes.files(folder.keys())),
                "askfirst-catalog", volumes.of("catalog", List.of(CATALOG)),
                "askfirst-database-ca", volumes.of("authority", List.of(authority.certificate())));
        sandbox = sandbox(UnpackedImage.made(unpacked), folders);
        migrated = sandbox.start(job(), Map.of()).awaitEnd(START);
        exported = sandbox.start(erasures(), Map.of()).awaitEnd(START);
        port = RunningService.freePort();
        management = RunningService.freePort();
        service = sandbox.start(deployment(), here());
        service.awaitLine("ready on https://ask.example.org", START);
    }

    @AfterAll
    static void theyStop() throws IOException {
        if (service != null) {
            java().destroyForcibly();
            service.awaitEnd(START);
            Sandbox.removeLimit();
        }
        if (postgres != null) postgres.close();
        if (folder != null) folder.close();
        if (unpacked != null) deleteAll(unpacked);
    }

    @Test
    void theJobMigratesWithTheArgumentOfTheImage() {
        assertEquals(0, migrated.exit(), () -> migrated.out() + migrated.errors());
        assertTrue(migrated.out().contains("it is now at "), migrated::out);
    }

    /** Without that list the service would not start on a database that has people. */
    @Test
    void theListOfErasuresIsKeptOutside() {
        assertEquals(0, exported.exit(), () -> exported.out() + exported.errors());
        var list = PRODUCTION.one(ConfigMap.class, "askfirst").getData().get("ASKFIRST_ERASURES_LIST");
        assertEquals(list, erasures().getContainers().getFirst().getArgs().getLast());
        assertTrue(Files.exists(
                folders.get("askfirst-erasures").resolve(Path.of(list).getFileName())));
    }

    /** Whoever stands in the database's place is given no password. */
    @Test
    void aDatabaseOfAnotherAuthorityIsNotSpokenTo() throws IOException {
        assertTrue(sandbox.settings().get(URL).contains("sslmode=verify-full"));
        var another = DatabaseAuthority.make(folder.path().resolve("another"));
        var mistaken = new HashMap<>(folders);
        mistaken.put("askfirst-database-ca", volumes.of("another", List.of(another.certificate())));
        var refused = sandbox(sandbox.image(), mistaken).start(job(), Map.of()).awaitEnd(START);
        assertEquals(1, refused.exit(), refused::out);
        assertTrue(refused.errors().contains("PKIX path validation failed"), refused::errors);
    }

    @Test
    void theProbesOfThePodAreAnswered() throws Exception {
        var container = deployment().getContainers().getFirst();
        for (var probe :
                List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())) {
            var answer = get(management, path(probe), Optional.empty());
            assertEquals(200, answer.statusCode(), () -> path(probe) + " " + answer.body());
            assertEquals(404, get(port, path(probe), Optional.empty()).statusCode());
        }
    }

    @Test
    void aQuestionIsAnsweredAndItsAnswerIsOnRecord() throws Exception {
        var token = LocalTokens.issue(
                folder.keys(), "sender", Optional.of("acme-mailer"), Optional.empty(), Duration.ofMinutes(5));
        var answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decisions"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(QUESTION))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer::body);
        assertTrue(answer.body().contains("consent_unknown"), answer::body);
        var id = answer.body().replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertEquals(200, get(port, "/v1/decisions/" + id, Optional.of(token)).statusCode());
    }

    /** As the image's user, without rights, and without a way to others. */
    @Test
    void itRunsAsTheImagesUserWithoutAnyRights() throws IOException {
        var status = Files.readString(process("status"));
        assertEquals("10001:10001", sandbox.image().user());
        assertTrue(status.matches("(?s).*\nUid:\t10001\t10001\t10001\t10001\n.*"), status);
        assertTrue(status.matches("(?s).*\nNoNewPrivs:\t1\n.*"), status);
        assertTrue(status.matches("(?s).*\nCapEff:\t0+\n.*"), status);
    }

    /** What can be written is the volume for passing files, and nothing of the image. */
    @Test
    void itsRootCannotBeWritten() throws IOException {
        var writable = Files.readAllLines(process("mountinfo")).stream()
                .map(it -> it.split(" "))
                .filter(it -> Stream.of(it[5].split(",")).anyMatch("rw"::equals))
                .map(it -> it[4])
                .filter(it -> !it.startsWith("/dev"))
                .toList();
        assertEquals(List.of("/tmp"), writable);
    }

    /** The most it has taken so far, start and first answers included. */
    @Test
    void itNeedsNoMoreMemoryThanThePodHas() throws IOException {
        var most = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(Files.readString(process("status")));
        assertTrue(most.find());
        var limit = Sandbox.memory(deployment().getContainers().getFirst());
        assertTrue(Long.parseLong(most.group(1)) * 1024 < limit, most.group());
    }

    /** Whoever breaks into it finds no tool. */
    @Test
    void thereIsNoShellInTheImage() {
        for (var shell : List.of("bin/sh", "bin/bash", "bin/busybox", "usr/bin/env"))
            assertFalse(Files.exists(sandbox.image().root().resolve(shell)), shell);
    }

    /** What is another one's on this machine: ports, and who vouches for callers. */
    private static Map<String, String> here() {
        return Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "ASKFIRST_MANAGEMENT_PORT",
                Integer.toString(management),
                "MP_JWT_VERIFY_ISSUER",
                LocalTokens.ISSUER,
                "MP_JWT_VERIFY_AUDIENCES",
                LocalTokens.AUDIENCE,
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                "file:/etc/askfirst/keys/"
                        + LocalTokens.publicKey(folder.keys()).getFileName());
    }

    private static Sandbox sandbox(UnpackedImage image, Map<String, Path> folders) {
        var roles = postgres.roles();
        var settings = new TreeMap<>(PRODUCTION.one(ConfigMap.class, "askfirst").getData());
        var address = postgres.jdbcUrl().replaceAll("jdbc:postgresql://(.*)/.*", "$1");
        settings.computeIfPresent(URL, (_, url) -> url.replace("askfirst-database-rw:5432", address));
        return new Sandbox(
                image,
                settings,
                Map.of(
                        "askfirst-owner/password", roles.password(LocalRoles.OWNER),
                        "askfirst-service/password", roles.password(LocalRoles.SERVICE),
                        "askfirst-retention/password", roles.password(LocalRoles.RETENTION)),
                folders);
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static Path process(String file) {
        return Path.of("/proc", Long.toString(java().pid()), file);
    }

    /** The service itself, not what has shut it in. */
    private static ProcessHandle java() {
        var program = sandbox.image().entrypoint().getFirst();
        return service.process()
                .descendants()
                .filter(it -> it.info().command().filter(program::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    private static PodSpec deployment() {
        return PRODUCTION.one(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static PodSpec job() {
        return PRODUCTION.one(Job.class).getSpec().getTemplate().getSpec();
    }

    private static PodSpec erasures() {
        var job = PRODUCTION.one(CronJob.class).getSpec().getJobTemplate();
        return job.getSpec().getTemplate().getSpec();
    }

    private static HttpResponse<String> get(int at, String path, Optional<String> token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path));
        token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
