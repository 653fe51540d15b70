package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the database does, callers have an answer in time, health says what they get, and nothing that was
 * acknowledged is lost. The data folder is a small file system of its own, so that its disk can be filled.
 */
class DatabaseFaultIT {

    private static final Path FOLDER = Path.of("target", "running", "faults").toAbsolutePath();
    private static final Duration ACT = Duration.ofSeconds(15);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final String ACT_OF = """
            {"contact": "mailto:%s@test.example", "controller": "acme", "topic": "offers", "evidence": {"method": "form"}}""";

    private static RunningService service;
    private static String sender;

    private record Timed(HttpResponse<String> answer, Duration took) {}

    private interface Call {
        HttpResponse<String> send() throws IOException, InterruptedException;
    }

    @BeforeAll
    static void aServiceOnASmallDisk() throws Exception {
        sh("mountpoint -q %1$s && umount %1$s || true; rm -rf %1$s; mkdir -p %1$s; ".formatted(FOLDER)
                + "mount -t tmpfs -o size=320m tmpfs " + FOLDER);
        service = RunningService.in(FOLDER);
        sender = service.senderToken("acme-mailer");
    }

    @AfterAll
    static void theDiskGoes() throws Exception {
        service.close();
        sh("cp %s/service.log target/running/faults.log; umount %s".formatted(FOLDER, FOLDER));
    }

    @AfterEach
    void allIsWellAgain() {
        for (var path : new String[] {"/q/health/ready", "/q/health/well"}) {
            Await.until(path + " is up", RECOVERY, () -> status(path) == 200);
        }
    }

    @Test
    void aFrozenDatabase() throws Exception {
        signal("STOP");
        var key = UUID.randomUUID().toString();
        try {
            unready("the database does not answer in time");
            var act = timed(() -> refuse("frozen", key));
            assertEquals(503, act.answer().statusCode(), act.answer()::body);
            assertTrue(act.took().compareTo(ACT) < 0, act.took()::toString);
            inTime("/v1/catalog", ACT, 503, 200);
            inTime("/q/metrics", Duration.ofSeconds(10), 200);
        } finally {
            signal("CONT");
        }
        repeated("frozen", key);
    }

    @Test
    void aStandbyThatIsAway() throws Exception {
        var key = UUID.randomUUID().toString();
        var before = acts();
        set("synchronous_standby_names", "'nobody'");
        try {
            unready("the database waits for its standby");
            var act = timed(() -> refuse("standby", key));
            assertEquals(503, act.answer().statusCode(), act.answer()::body);
            assertTrue(act.took().compareTo(ACT) < 0, act.took()::toString);
        } finally {
            set("synchronous_standby_names", "''");
        }
        repeated("standby", key);
        assertEquals(before + 1, acts(), "the act is recorded once");
    }

    @Test
    void aReadOnlyDatabase() throws Exception {
        var key = UUID.randomUUID().toString();
        set("default_transaction_read_only", "on");
        try {
            unready("the database is read-only");
            assertEquals(503, refuse("read-only", key).statusCode());
        } finally {
            set("default_transaction_read_only", "off");
        }
        repeated("read-only", key);
    }

    @Test
    void aFullDisk() throws Exception {
        var filler = FOLDER.resolve("filler");
        sh("dd if=/dev/zero of=%s bs=4k || true".formatted(filler));
        try {
            unready("the database's disk is full");
            var key = UUID.randomUUID().toString();
            for (var i = 0; i < 20; i++) {
                var n = i;
                var act = timed(() -> refuse("full-" + n, key + n));
                assertTrue(act.answer().statusCode() == 503 || act.answer().statusCode() == 201, act.answer()::body);
                assertTrue(act.took().compareTo(ACT) < 0, act.took()::toString);
            }
        } finally {
            Files.delete(filler);
        }
        repeated("full-after", UUID.randomUUID().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/well"})
    void aDatabaseThatDied(String path) {
        assertEquals(200, status(path));
        service.killDatabase();
        Await.until(path + " is up again", RECOVERY, () -> status(path) == 200);
    }

    private static void unready(String reason) {
        for (var path : new String[] {"/q/health/ready", "/q/health/well"}) {
            BooleanSupplier told = () -> {
                var health = timed(() -> get(path));
                assertTrue(health.took().compareTo(PROBE) < 0, () -> path + " took " + health.took());
                return health.answer().statusCode() == 503
                        && health.answer().body().contains(reason);
            };
            Await.until(path + ": " + reason, Duration.ofSeconds(20), told);
        }
    }

    private static void inTime(String path, Duration most, Integer... statuses) {
        var read = timed(() -> get(path));
        assertTrue(Stream.of(statuses).anyMatch(it -> it == read.answer().statusCode()), read.answer()::body);
        assertTrue(read.took().compareTo(most) < 0, () -> path + " took " + read.took());
    }

    /** The same again is answered, from the record if it came through after all. */
    private static void repeated(String person, String key) {
        Await.until("the act is recorded", RECOVERY, () -> {
            var answer = timed(() -> refuse(person, key)).answer();
            return answer.statusCode() == 201 || answer.statusCode() == 200;
        });
    }

    private static HttpResponse<String> refuse(String person, String key) throws IOException, InterruptedException {
        return service.post("/v1/refusals", sender, ACT_OF.formatted(person), "Idempotency-Key", key);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return service.send("GET", path, sender, "");
    }

    private static int status(String path) {
        return timed(() -> get(path)).answer().statusCode();
    }

    private static Timed timed(Call call) {
        try {
            var begun = System.nanoTime();
            return new Timed(call.send(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long acts() throws SQLException {
        try (var database = service.database();
                var count = database.createStatement()) {
            var row = count.executeQuery("select count(*) from consent_event");
            row.next();
            return row.getLong(1);
        }
    }

    private static void set(String setting, String value) throws SQLException {
        try (var superuser = service.asSuperuser();
                var statement = superuser.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute("alter system set %s = %s".formatted(setting, value));
            statement.execute("select pg_reload_conf()");
        }
    }

    /** To every process of the database. */
    private static void signal(String name) throws Exception {
        var postmaster = service.postmaster().orElseThrow();
        var all = Stream.concat(Stream.of(postmaster), postmaster.children())
                .map(process -> Long.toString(process.pid()))
                .toList();
        sh("kill -%s %s".formatted(name, String.join(" ", all)));
    }

    private static void sh(String script) throws Exception {
        var process =
                new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> script + ": " + said);
    }
}
