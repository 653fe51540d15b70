package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./askfirst scrub} as somebody types it who sends a campaign tomorrow. */
class ScrubCommandIT {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String SCRUB = "./askfirst scrub '%s' --sender acme-mailer --channel email --topic %s";

    private static RunningService service;

    private Path folder;

    @BeforeAll
    static void theServiceRuns() {
        service = RunningService.fresh("scrub");
    }

    @AfterAll
    static void itStops() {
        service.close();
    }

    @BeforeEach
    void anEmptyFolder() throws IOException {
        folder = Files.createTempDirectory(service.data().getParent(), "lists");
    }

    @Test
    void eachRowComesBackWithItsAnswer() throws Exception {
        grant("scrub-ana");
        var file = Files.writeString(folder.resolve("my list.csv"), """
                name;email
                "Ana; the first";scrub-ana@test.example
                Bo;bo@
                Cleo;scrub-cleo@test.example
                """);
        var asked = runs(SCRUB.formatted(file, "offers"));
        assertEquals(1, asked.exit(), asked::errors);
        assertTrue(asked.errors().contains("3 rows: 1 deny, 1 error, 1 permit"), asked::errors);
        assertTrue(asked.errors().contains("reasons: 1 consent_unknown, 1 invalid-request"), asked::errors);
        var rows = Files.readAllLines(folder.resolve("my list.answered.csv"));
        assertEquals(
                "name;email;askfirst_outcome;askfirst_reasons;askfirst_not_before;askfirst_decision", rows.getFirst());
        assertTrue(rows.get(1).startsWith("\"Ana; the first\";scrub-ana@test.example;permit;;;"), rows.get(1));
        assertEquals("Bo;bo@;error;invalid-request;;", rows.get(2));
        assertEquals(4, rows.size());
        assertEquals(2, left());
        var again = runs(SCRUB.formatted(file, "offers"));
        assertEquals(2, again.exit());
        assertTrue(again.errors().contains("my list.answered.csv is there already"), again::errors);
    }

    @Test
    void aCleanListHasThePermittedAlone() throws Exception {
        grant("scrub-eve");
        var file = Files.writeString(folder.resolve("list.ndjson"), """
                {"contact":"mailto:scrub-fay@test.example","n":1.50}
                {"contact":"mailto:scrub-eve@test.example","n":1.50}
                """);
        var out = folder.resolve("clean.ndjson");
        var asked = runs(SCRUB.formatted(file, "offers") + " --only permit --out '" + out + "'");
        assertEquals(0, asked.exit(), asked::errors);
        assertTrue(asked.errors().contains("2 rows: 1 deny, 1 permit"), asked::errors);
        var rows = Files.readAllLines(out);
        assertEquals(1, rows.size());
        assertTrue(
                rows.getFirst().startsWith("{\"contact\":\"mailto:scrub-eve@test.example\",\"n\":1.50"),
                rows::toString);
    }

    @Test
    void whatCannotBeAskedIsRefusedWhole() throws Exception {
        var file = Files.writeString(folder.resolve("list.csv"), "name\nAna\n");
        var refused = runs(SCRUB.formatted(file, "offers"));
        assertEquals(2, refused.exit());
        assertTrue(refused.errors().contains("askfirst: rows 1 to 1: refused with status 400: "), refused::errors);
        var empty = runs(SCRUB.formatted(Files.writeString(folder.resolve("empty.csv"), "email\n"), "offers"));
        assertEquals(2, empty.exit());
        assertTrue(empty.errors().contains("has no rows"), empty::errors);
        var nobody = runs("./askfirst scrub '%s' --channel email --topic offers".formatted(file));
        assertEquals(2, nobody.exit());
        assertTrue(nobody.errors().contains("who asks?"), nobody::errors);
    }

    /** The command is killed, and then the service under it; each row is asked about once, and the list comes out whole. */
    @Test
    void whatBrokeOffGoesOnAndTakesNoSecondPlace() throws Exception {
        var rows = 30_000;
        var text = new StringBuilder("email,n\n");
        for (var i = 0; i < rows; i++) text.append("broken-%d@test.example,%d\n".formatted(i, i));
        var file = Files.writeString(folder.resolve("long.csv"), text);
        var command = SCRUB.formatted(file, "orders") + " --mode reserve";
        var first = Program.shell("exec " + command, environment());
        awaitPart();
        first.process().destroyForcibly();
        first.awaitEnd(LONG);
        var second = Program.shell(command, environment());
        awaitPart();
        service.kill();
        service.start();
        var ended = second.awaitEnd(LONG);
        if (ended.exit() == 2) ended = runs(command);
        assertEquals(0, ended.exit(), ended::errors);
        assertTrue(ended.errors().contains("30,000 rows: 30,000 permit"), ended::errors);
        var answered = Files.readAllLines(folder.resolve("long.answered.csv"));
        assertEquals(rows + 1, answered.size());
        var decisions = new HashSet<String>();
        for (var i = 0; i < rows; i++) {
            var cells = answered.get(i + 1).split(",", -1);
            assertEquals(
                    "broken-%d@test.example,%d,permit".formatted(i, i),
                    String.join(",", List.of(cells).subList(0, 3)));
            decisions.add(cells[5]);
        }
        assertEquals(rows, decisions.size());
        assertEquals(rows, recorded());
    }

    /** Of pieces, some came after the one that a progress was kept of. */
    private void awaitPart() {
        var state = folder.resolve("long.answered.csv.progress");
        var before = read(state);
        Await.until("a piece is answered", LONG, () -> read(state) > before);
    }

    private static long read(Path state) {
        try {
            return Files.exists(state)
                    ? Json.MAPPER
                            .readTree(Files.readAllBytes(state))
                            .path("read")
                            .asLong()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long recorded() throws SQLException {
        try (var database = service.database();
                var statement = database.createStatement();
                var row = statement.executeQuery(
                        "select count(*) from decision where mode = 'reserve' and topic = 'orders'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private long left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static void grant(String name) throws Exception {
        var reply = service.post("/v1/grants", service.senderToken("acme-mailer"), """
                {"contact": "mailto:%s@test.example", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(name));
        assertEquals(201, reply.statusCode(), reply::body);
    }

    private static Map<String, String> environment() {
        return Map.of("ASKFIRST_DATA", service.data().toString(), "ASKFIRST_URL", "http://localhost:" + service.port());
    }

    private static Program.Ended runs(String command) {
        return Program.run(command, environment());
    }
}
