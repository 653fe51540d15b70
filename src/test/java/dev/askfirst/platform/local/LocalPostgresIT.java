package dev.askfirst.platform.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's own database: durable, kept, adopted, never shared, and closed to those who would rewrite it. */
class LocalPostgresIT {

    private static final String ANA = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";
    private static final String ANA_SAYS_YES = """
            {"contact": "mailto:ana@test.example", "controller": "acme", "topic": "offers", "channel": "email",
             "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""";

    private static final Duration IN_TIME = Duration.ofSeconds(20);

    private static RunningService service;
    private static List<String> ofFirstStart;

    @BeforeAll
    static void itRuns() {
        service = RunningService.fresh("local-postgres");
        // How long a transaction takes is the machine's affair.
        ofFirstStart = service.warnings().stream()
                .filter(it -> !it.contains("] a transaction took "))
                .toList();
    }

    @AfterAll
    static void itStops() {
        service.close();
    }

    @Test
    void aStartOnAnEmptyFolderHasNothingToWarnOf() {
        assertEquals(List.of(), ofFirstStart);
    }

    @Test
    void whatWasSaidIsKeptOverARestart() throws Exception {
        var token = service.senderToken("acme-mailer");
        assertEquals(2, service.post("/v1/grants", token, ANA_SAYS_YES).statusCode() / 100);
        var postmaster = service.postmaster().orElseThrow();

        var took = service.stop();

        assertTrue(took.compareTo(IN_TIME) < 0, () -> "it took " + took);
        Await.until("the database has stopped", Duration.ofSeconds(20), () -> !postmaster.isAlive());
        service.start();
        var answer = service.post("/v1/decisions", token, ANA);
        assertTrue(answer.body().contains("\"permit\""), answer::body);
    }

    @Test
    void aKilledServiceLeavesItsDatabaseToTheNext() throws Exception {
        var postmaster = service.postmaster().orElseThrow();
        service.kill();
        assertTrue(postmaster.isAlive());
        service.start();
        assertEquals(postmaster.pid(), service.postmaster().orElseThrow().pid());
        var token = service.senderToken("acme-mailer");
        assertEquals(200, service.post("/v1/decisions", token, ANA).statusCode());
    }

    /** After the power was out, the number of the dead database may be that of any other program. */
    @Test
    void anotherProgramWithTheDatabasesOldNumberIsNotTakenForIt() throws IOException {
        var other = service.postmaster().orElseThrow();
        try (var neighbour = RunningService.fresh("neighbour")) {
            var file = neighbour.data().resolve("postgres/postmaster.pid");
            var lines = Files.readAllLines(file);
            neighbour.kill();
            neighbour.killDatabase();
            lines.set(0, Long.toString(other.pid()));
            Files.write(file, lines);

            neighbour.start();

            assertNotEquals(other.pid(), neighbour.postmaster().orElseThrow().pid());
        }
        assertTrue(other.isAlive());
    }

    @Test
    void aServiceThatEndsWhileItsDatabaseStartsLeavesNothingBehind() {
        try (var neighbour = RunningService.fresh("neighbour")) {
            neighbour.killDatabase();
            Await.until(
                    "the database is started again",
                    IN_TIME,
                    () -> neighbour.postmaster().isPresent());

            var took = neighbour.stop();

            assertTrue(took.compareTo(IN_TIME) < 0, () -> "it took " + took);
            assertTrue(neighbour.postmaster().isEmpty(), "the database still runs");
        }
    }

    @Test
    void aSecondServiceOnTheSameFolderIsRefused() {
        var second = Program.service(service.data(), RunningService.freePort(), List.of())
                .awaitEnd(Duration.ofSeconds(60));
        assertEquals(1, second.exit());
        assertTrue(
                second.errors()
                        .contains("askfirst: the data folder " + service.data() + " is in use by a running service"),
                second::errors);
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingStarts() throws IOException {
        try (var foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var data = RunningService.freshFolder("never-made");
            var refused =
                    Program.run("./askfirst run --port %d --data %s".formatted(foreign.getLocalPort(), data), Map.of());
            assertEquals(1, refused.exit());
            assertEquals(
                    "askfirst: port %d is taken by another program; choose one with --port%n"
                            .formatted(foreign.getLocalPort()),
                    refused.errors());
            assertTrue(Files.notExists(data));
        }
    }

    /** Whoever skips the command learns it later, but no worse. */
    @Test
    void aServiceThatCannotListenStopsItsDatabaseAndFails() throws IOException {
        try (var foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var data = RunningService.freshFolder("deaf");
            var refused =
                    Program.service(data, foreign.getLocalPort(), List.of()).awaitEnd(Duration.ofSeconds(60));
            assertEquals(1, refused.exit(), refused::errors);
            assertTrue(refused.errors().contains(Integer.toString(foreign.getLocalPort())), refused::errors);
            assertTrue(Files.notExists(data.resolve("postgres/postmaster.pid")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"})
    void aCommitIsDurable(String setting) throws SQLException {
        assertEquals("on", value("show " + setting));
    }

    /** Evidence can be erased with its person, but not exchanged. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            decision_page | update decision_page set lines = ''
            decision_page | delete from decision_page
            decision_page | truncate decision_page
            consent_event | update consent_event set kind = 'grant'
            consent_event | delete from consent_event
            page          | update page set leaves = ''
            page          | delete from page
            evidence      | update evidence set texts = '{}'
            audit_key     | delete from audit_key
            """)
    void theServiceCannotRewriteTheRecord(String table, String statement) throws SQLException {
        try (var connection = service.database();
                var attempt = connection.createStatement()) {
            var refused = assertThrows(SQLException.class, () -> attempt.execute(statement));
            assertEquals("42501", refused.getSQLState(), refused::getMessage);
            assertTrue(refused.getMessage().contains(table), refused::getMessage);
        }
    }

    @Test
    void noPartitionIsABackDoor() throws SQLException {
        assertEquals("0", value("""
                select count(*) from pg_inherits, unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p
                where inhparent = 'decision_page'::regclass and has_table_privilege(inhrelid, p)"""));
    }

    @Test
    void keysAreForTheirOwnerAlone() throws IOException {
        try (Stream<java.nio.file.Path> keys = Files.walk(service.data().resolve("keys"))) {
            for (var key : keys.toList()) {
                var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(key));
                assertEquals(Files.isDirectory(key) ? "rwx------" : "rw-------", mode, key::toString);
            }
        }
    }

    private static String value(String query) throws SQLException {
        try (var connection = service.database();
                var select = connection.createStatement();
                var row = select.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
