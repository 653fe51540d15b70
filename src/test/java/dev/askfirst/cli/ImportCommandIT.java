package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** `./askfirst import` as an operator types it: what is recorded, what is not and why, and what a second time does. */
class ImportCommandIT {

    private static final String HEADER = "uuid,email,name,attributes,status,created_at,updated_at\n";
    private static final String BAD = """
            00000000-0000-4000-8000-000000000003,cleo@,Cleo,{},enabled,2024-03-01 09:00:00 +0000 UTC,2024-03-01 09:00:00 +0000 UTC
            00000000-0000-4000-8000-000000000004,dan@test.example,Dan,{},disabled,2024-03-01 09:00:00 +0000 UTC,2024-03-01 09:00:00 +0000 UTC
            00000000-0000-4000-8000-000000000005,eve@test.example,Eve,{},enabled,last year,last year
            00000000-0000-4000-8000-000000000006,fay@test.example,Fay,{},enabled
            """;
    private static final String EXPORT = HEADER + """
            00000000-0000-4000-8000-000000000001,ana@test.example,Ana,{},enabled,2024-01-15 10:30:45.123456 +0000 UTC,2024-01-15 10:30:45.123456 +0000 UTC
            """ + BAD + """
            00000000-0000-4000-8000-000000000002,"bo@test.example","Bo, the second","{""city"": ""Ghent""}",blocklisted,2024-02-01 08:00:00 +0100 CET,2024-05-01 08:00:00 +0200 CEST
            """;
    private static final String AS_GRANTS =
            "./askfirst import '%s' --as grants --format listmonk --controller acme --topic offers --channel email";

    private static RunningService service;
    private static Path file;

    @BeforeAll
    static void theServiceRuns() {
        service = RunningService.fresh("import");
        file = service.data().resolveSibling("list monk.csv");
    }

    @AfterAll
    static void itStops() {
        service.close();
    }

    @BeforeEach
    void nothingIsRejectedYet() throws IOException {
        Files.writeString(file, EXPORT);
        Files.deleteIfExists(beside("list monk.rejected.csv"));
        Files.deleteIfExists(beside("list monk.rejected.reasons.ndjson"));
    }

    @Test
    void goodRowsAreRecordedAndBadOnesPutAsideWithTheirReasons() throws Exception {
        var first = runs(AS_GRANTS.formatted(file));

        assertEquals(1, first.exit(), first::errors);
        assertTrue(first.errors().startsWith("importing as admin `local-admin`"), first::errors);
        assertTrue(first.errors().contains("6 rows: 2 recorded, 0 known already, 4 rejected"), first::errors);
        assertEquals(
                HEADER + BAD, Files.readString(beside("list monk.rejected.csv")).replace("\r\n", "\n"));
        assertEquals(
                List.of(
                        "3: `contact` is not an address such as `ana@example.org`",
                        "4: `status` `disabled` is neither yes nor no",
                        "5: `created_at` is not a time as listmonk writes it",
                        "6: `row` has 5 fields where the header has 7"),
                reasons());
        assertEquals("permit", ask("ana"));
        assertEquals("deny", ask("bo"));
        assertEquals("deny", ask("dan"));

        var again = runs(AS_GRANTS.formatted(file));

        assertEquals(1, again.exit(), again::errors);
        assertTrue(again.errors().contains("6 rows: 0 recorded, 2 known already, 4 rejected"), again::errors);
    }

    @Test
    void aFileThatIsMendedIsRecordedWhole() throws Exception {
        Files.writeString(file, EXPORT.replace(BAD, ""));
        var mended = runs(AS_GRANTS.formatted(file));
        assertEquals(0, mended.exit(), mended::errors);
        assertTrue(Files.notExists(beside("list monk.rejected.csv")));
    }

    @Test
    void aFileOfAnotherKindIsRefusedWhole() throws Exception {
        Files.writeString(file, "address\nana@test.example\n");
        var refused = runs(AS_GRANTS.formatted(file));
        assertEquals(2, refused.exit());
        assertTrue(refused.errors().contains("askfirst: refused with status 400: "), refused::errors);
    }

    @Test
    void autoSaysWhatItReadAFileAsAndWhy() throws Exception {
        Files.writeString(file, """
                Email,Klaviyo ID,Email Marketing Consent,Email Marketing Consent Timestamp,Email Suppressions
                gil@test.example,01HA,SUBSCRIBED,2025-03-01 10:00:00,[]
                hed@test.example,01HB,UNSUBSCRIBED,2025-05-01 10:00:00,[]
                """);
        var told = runs(AS_GRANTS
                .replace("as grants", "as both")
                .replace("listmonk", "auto")
                .formatted(file));
        assertEquals(0, told.exit(), told::errors);
        assertTrue(
                told.errors()
                        .contains(
                                "read as klaviyo: it has the columns `Email`, `Klaviyo ID`, `Email Marketing Consent`"),
                told::errors);
        assertEquals("permit", ask("gil"));
        assertEquals("deny", ask("hed"));

        Files.writeString(file, "email,created\nida@test.example,1714550400\n");
        var untold = runs(AS_GRANTS.replace("listmonk", "auto").formatted(file));
        assertEquals(2, untold.exit(), untold::errors);
        assertTrue(untold.errors().contains("`sendgrid` would also have"), untold::errors);
    }

    @Test
    void withoutAServiceItSaysWhereItLooked() {
        var alone = runs(AS_GRANTS.formatted(file) + " --url http://localhost:1");
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

    private static List<String> reasons() throws IOException {
        var reasons = new ArrayList<String>();
        for (var line : Files.readAllLines(beside("list monk.rejected.reasons.ndjson"))) {
            var reason = Json.MAPPER.readTree(line);
            reasons.add(reason.get("line") + ": " + reason.at("/error/detail").asText());
        }
        return reasons;
    }

    private static String ask(String name) throws Exception {
        var reply = service.post("/v1/decisions", service.senderToken("acme-mailer"), """
                {"to": "mailto:%s@test.example", "channel": "email", "topic": "offers.shoes"}""".formatted(name));
        return Json.MAPPER.readTree(reply.body()).get("outcome").asText();
    }

    private static Path beside(String name) {
        return file.resolveSibling(name);
    }
}
