package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** `./askfirst reconcile` as an operator types it: what is counted, where the rows go, and what it says when it cannot. */
class ReconcileCommandIT {

    private static RunningService service;
    private static Path file;

    @BeforeAll
    static void theServiceRuns() {
        service = RunningService.fresh("reconcile");
        file = service.data().resolveSibling("sent last week.csv");
    }

    @AfterAll
    static void itStops() {
        service.close();
    }

    @Test
    void whatWasSentIsCountedAndTheRowsStandBesideTheFile() throws Exception {
        service.post("/v1/decisions", service.senderToken("acme-mailer"), """
                {"to": "mailto:bo@test.example", "channel": "email", "topic": "offers"}""");
        var now = Instant.now();
        Files.writeString(
                file,
                "contact,channel,at\nmailto:bo@test.example,email,%s\nmailto:cleo@test.example,email,%s\nnobody,email,%s\n"
                        .formatted(now, now, now));
        var ended = runs("./askfirst reconcile '%s' --sender acme-mailer".formatted(file));
        assertEquals(1, ended.exit(), ended::errors);
        assertTrue(
                ended.errors()
                        .contains(
                                "0 with a permit, 1 without asking, 0 after expiry, 1 against a deny; 0 permits unused, 1 rows rejected"),
                ended::errors);
        var rows = Files.readAllLines(file.resolveSibling("sent last week.reconciled.csv"));
        assertEquals("line,result,at,channel,decision,detail,contactPoint", rows.getFirst());
        assertTrue(rows.get(1).startsWith("2,sent_against_deny,"), rows::toString);
        assertEquals(4, rows.size());
    }

    @Test
    void aFileThatIsNoReportIsRefusedWhole() throws Exception {
        Files.writeString(file, "address\nana@test.example\n");
        var refused = runs("./askfirst reconcile '%s' --sender acme-mailer".formatted(file));
        assertEquals(2, refused.exit());
        assertTrue(refused.errors().contains("askfirst: refused with status 400: "), refused::errors);
    }

    @Test
    void withoutAServiceItSaysWhereItLooked() throws Exception {
        Files.writeString(file, "contact,channel,at\n");
        var alone = runs("./askfirst reconcile '%s' --sender acme-mailer --url http://localhost:1".formatted(file));
        assertEquals(2, alone.exit());
        assertTrue(alone.errors().contains("askfirst: no service answers at http://localhost:1/"), alone::errors);
    }

    private static Program.Ended runs(String command) {
        return Program.run(
                command,
                Map.of(
                        "ASKFIRST_DATA",
                        service.data().toString(),
                        "ASKFIRST_URL",
                        "http://localhost:" + service.port()));
    }
}
