package dev.askfirst.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever was erased is there again when the folder of an earlier day is put back, and is erased again by the list. */
class ErasuresCommandIT {

    private static final String LATE = "mailto:late@erasures.example";

    private final Path list = RunningService.freshFolder("erasures-list");
    private final Path backup = RunningService.freshFolder("erasures-backup");
    private RunningService service;

    @BeforeEach
    void itRuns() {
        service = RunningService.fresh("erasures");
    }

    @AfterEach
    void itStops() {
        service.close();
    }

    @Test
    void anErasureSurvivesARestore() throws Exception {
        var ana = "mailto:ana@erasures.example";
        var person = grant(ana);
        service.stop();
        run("cp -a '%s' '%s'".formatted(service.data(), backup));
        service.start();
        erase(person);
        // Comes and goes after the backup: nobody there knows them.
        erase(grant(LATE));
        assertEquals("4 lines were added\n", export());
        assertEquals("0 lines were added\n", export());
        service.stop();
        run("rm -r '%s' && cp -a '%s' '%s'".formatted(service.data(), backup, service.data()));
        aListThatIsNoneIsRefused();
        var told = run("./askfirst erasures apply '%s' --data '%s'".formatted(list, service.data()));
        assertTrue(told.out().contains("1 of 2 people were erased again"), told::out);
        service.start();
        assertEquals(
                404,
                service.send("GET", "/v1/persons/" + person, service.token("admin"), "")
                        .statusCode());
        for (var contact : new String[] {ana, LATE}) {
            var old = service.post(
                    "/v1/grants",
                    service.senderToken("acme-mailer"),
                    grantOf(contact, ", \"at\": \"2026-01-05T10:00:00Z\""));
            assertEquals(409, old.statusCode(), old::body);
            assertTrue(old.body().contains("too-old"), old::body);
        }
        assertEquals(
                "whole\n",
                run("./askfirst check --data '%s'".formatted(service.data())).out());
        assertEquals("0 lines were added\n", export());
    }

    private void aListThatIsNoneIsRefused() throws IOException {
        var away = Program.run(
                "./askfirst erasures apply '%s' --data '%s'".formatted(list + "-away", service.data()), Map.of());
        assertEquals(2, away.exit());
        var none = Files.writeString(list.resolveSibling("none.csv"), "name,address\n");
        var refused =
                Program.run("./askfirst erasures apply '%s' --data '%s'".formatted(none, service.data()), Map.of());
        assertEquals(1, refused.exit());
        assertTrue(refused.errors().contains("line 1: this is no line of a list of erasures"), refused::errors);
    }

    private String export() {
        return run("./askfirst erasures export '%s' --data '%s'".formatted(list, service.data()))
                .out();
    }

    private void erase(String person) throws IOException, InterruptedException {
        var erased = service.send("DELETE", "/v1/persons/" + person, service.token("admin"), "");
        assertEquals(200, erased.statusCode(), erased::body);
    }

    private String grant(String contact) throws IOException, InterruptedException {
        HttpResponse<String> granted =
                service.post("/v1/grants", service.senderToken("acme-mailer"), grantOf(contact, ""));
        assertEquals(201, granted.statusCode(), granted::body);
        var found =
                service.post("/v1/persons/lookup", service.token("admin"), "{\"contact\": \"%s\"}".formatted(contact));
        return Json.MAPPER.readTree(found.body()).path("person").asText();
    }

    private static String grantOf(String contact, String more) {
        return """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form", "source": "till"}%s}""".formatted(contact, more);
    }

    private static Program.Ended run(String script) {
        var ended = Program.run(script, Map.of());
        assertEquals(0, ended.exit(), () -> ended.out() + ended.errors());
        return ended;
    }
}
