package dev.askfirst.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.ProductionInstance;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.time.Duration;

/**
 * Both databases of a site are lost, and the archive is restored up to an instant before somebody was erased: they are there
 * again, and are erased again while the instances run on. Nobody asks meanwhile, for what is answered after that instant is not
 * in what is restored.
 */
record Restore(Site site) {

    private static final String CONTACT = "mailto:gone@outside.example";

    void run() throws Exception {
        site.served();
        var person = newcomer();
        site.closes();
        var instant = site.primary().ask("select clock_timestamp()");
        assertEquals(200, call("DELETE", "/v1/persons/" + person, ""), "the erasure");
        var exported = Program.run("./askfirst erasures export '%s'".formatted(site.list()), site.environment());
        assertEquals(0, exported.exit(), exported::errors);
        assertTrue(exported.out().endsWith("lines were added\n"), exported::out);
        var timeline =
                Integer.parseInt(site.primary().ask("select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"), 16);
        site.restore(instant);
        site.followed(timeline + 1);
        site.instances().stream().filter(ProductionInstance::runs).forEach(site::ready);
        assertEquals("1", site.primary().ask("""
                select count(*) from consent_event
                where kind = 'erasure' and body::text like '%%"restore"%%' and person_id = '%s'""".formatted(person)));
        assertEquals(404, call("GET", "/v1/persons/" + person, ""), "who was erased");
        site.opens();
    }

    private String newcomer() throws IOException, InterruptedException {
        assertEquals(201, call("POST", "/v1/grants", """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(CONTACT)));
        var port = site.instances().getFirst().port();
        var found = RunningService.send(
                port, "POST", "/v1/persons/lookup", admin(), "{\"contact\": \"%s\"}".formatted(CONTACT));
        return Json.MAPPER.readTree(found.body()).path("person").asText();
    }

    private int call(String method, String path, String body) throws IOException, InterruptedException {
        var port = site.instances().getFirst().port();
        return RunningService.send(port, method, path, admin(), body).statusCode();
    }

    private String admin() {
        return site.provider().sign(IdentityProvider.claims().groups("admin").expiresIn(Duration.ofMinutes(30)));
    }
}
