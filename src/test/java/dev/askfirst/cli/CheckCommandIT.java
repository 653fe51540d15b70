package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** `./askfirst check` as an operator types it, over 100,000 acts in the memory of a few thousand. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckCommandIT {

    private static final int ACTS = 100_000;

    /** All acts with their texts would take several times as much. */
    private static final String LITTLE_MEMORY = "-Xmx48m";

    private static RunningService service;
    private static boolean stopped;

    @BeforeAll
    static void theServiceRunsAndHasHeardMuch() throws IOException {
        service = RunningService.fresh("check");
        var file = service.data().resolveSibling("many.csv");
        write(file);
        var imported = runs("./askfirst import '" + file + "' --as grants --url http://localhost:" + service.port());
        assertEquals(0, imported.exit(), imported::errors);
    }

    @AfterAll
    static void itStops() {
        if (!stopped) service.close();
    }

    @Test
    @Order(1)
    void aWholeDatabasePassesWhileTheServiceRuns() {
        var checked = runs("./askfirst check");
        assertEquals(0, checked.exit(), checked::errors);
        assertEquals("whole\n", checked.out());
        assertTrue(checked.errors().contains("terms"), checked::errors);
    }

    @Test
    @Order(2)
    void elsewhereItTakesTheRoleFromTheEnvironment() throws Exception {
        try (var database = service.database()) {
            var url = database.getMetaData().getURL();
            var refused = runs("./askfirst check --url '" + url + "'", Map.of("QUARKUS_DATASOURCE_USERNAME", "nobody"));
            assertEquals(2, refused.exit(), refused::out);
            assertTrue(refused.errors().contains("askfirst: the database cannot be read: "), refused::errors);
        }
    }

    @Test
    @Order(3)
    void theFirstDifferenceIsToldAndTheExitCodeIsOne() throws Exception {
        try (var database = service.database();
                var statement = database.createStatement()) {
            assertEquals(
                    1,
                    statement.executeUpdate(
                            "update terms set version = 7 where person_id = (select person_id from terms order by person_id desc limit 1)"));
        }
        var checked = runs("./askfirst check");
        assertEquals(1, checked.exit(), checked::errors);
        assertTrue(
                checked.out().matches("different: the acts of person .* end with version 4, and the terms have 7\n"),
                checked::out);
    }

    @Test
    @Order(4)
    void aServiceThatDoesNotRunIsCheckedTooAndItsDatabaseStoppedAgain() {
        service.close();
        stopped = true;
        var checked = runs("./askfirst check");
        assertEquals(1, checked.exit(), checked::errors);
        assertTrue(checked.out().startsWith("different: the acts of person"), checked::out);
        assertTrue(service.postmaster().isEmpty());
    }

    @Test
    @Order(5)
    void whereThereIsNoDatabaseItSaysSo() {
        var nowhere = runs("./askfirst check --data target/running/nowhere");
        assertEquals(2, nowhere.exit());
        assertTrue(nowhere.errors().contains("askfirst: there is no database in "), nowhere::errors);
        assertTrue(Files.notExists(Path.of("target/running/nowhere")));
    }

    private static Program.Ended runs(String command) {
        return runs(command, Map.of());
    }

    private static Program.Ended runs(String command, Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("ASKFIRST_DATA", service.data().toString());
        environment.put("JAVA_TOOL_OPTIONS", LITTLE_MEMORY);
        return Program.run(command, environment);
    }

    private static void write(Path file) throws IOException {
        try (var lines = new PrintWriter(Files.newBufferedWriter(file))) {
            lines.println("contact,controller,topic,channel,at,evidence.method,evidence.source,expiresAt");
            for (var i = 0; i < ACTS; i++) {
                lines.printf(
                        "mailto:%d@check.example,acme,%s,email,2025-%02d-01T00:00:00Z,form,https://acme.example/%d,2099-01-01T00:00:00Z%n",
                        i / 4, i % 2 == 0 ? "offers" : "events", 1 + i % 12, i);
            }
        }
    }
}
