package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.draft.Admins;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of the console are sorted by each of their columns, both ways. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SortedListsTest {

    private static final Pattern CELL = Pattern.compile("(?s)<t[dh][^>]*>(.*?)</t[dh]>");

    private static boolean made;

    @Inject
    TestClock clock;

    private Staff staff;
    private List<String> drafts;

    @BeforeEach
    void somethingOfEach() {
        staff = Staff.signedIn(Caller.COMPLIANCE);
        if (!made) once();
        made = true;
        drafts = List.of(draft(Admins.BEA, "Boots of wool"), draft(Admins.CEM, "Boots of leather"));
    }

    /** Exports are made one after another: others would wait for many. */
    private void once() {
        var ana = Acts.newcomer();
        ask("acme-mailer", about(ana));
        ending(ana, "offers.shoes", 3);
        ending(ana, "offers.bags", 2);
        ask("acme-mailer", "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers.bags\"}".formatted(ana));
        for (var format : List.of("ndjson", "csv")) {
            clock.advance(Duration.ofSeconds(1));
            staff.post(
                            "/console/exports",
                            Map.of("from", "2020-01-0" + format.length() % 5, "to", "2020-02-01", "format", format))
                    .then()
                    .statusCode(303);
        }
    }

    @AfterEach
    void takeBack() {
        clock.reset();
        Admins.refuse(Admins.BEA, drafts.get(0), "{\"reason\": \"a test is over\"}");
        Admins.refuse(Admins.CEM, drafts.get(1), "{\"reason\": \"a test is over\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/entries?kind=decision&limit=200, entries.when, 0, false",
        "/console/entries?limit=200, entries.kind, 1, true",
        "/console/entries?kind=decision&limit=200, entries.what, 2, false",
        "/console/entries?kind=decision&limit=200, entries.answer, 3, false",
        "/console/consents, endings.ends, 0, false",
        "/console/consents, endings.about, 1, true",
        "/console/exports, exports.at, 0, false",
        "/console/exports, exports.range, 1, false",
        "/console/exports, exports.format, 2, true",
        "/console/drafts, drafts.made, 0, false",
        "/console/drafts, drafts.by, 1, true",
        "/console/drafts, drafts.note, 4, true",
    })
    void everyColumnSortsBothWays(String path, String sort, int column, boolean words) {
        var up = column(path, sort, column);
        var down = column(path, "-" + sort, column);
        assertNotEquals(up.getFirst(), up.getLast(), "there is something to sort");
        assertEquals(up.getFirst(), down.getLast());
        assertEquals(up.getLast(), down.getFirst());
        if (words)
            assertEquals(up.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList(), up);
    }

    private List<String> column(String path, String sort, int column) {
        var page = staff.get(path + (path.contains("?") ? "&" : "?") + "sort=" + sort)
                .asString();
        assertTrue(page.contains("aria-sort="), page);
        // The last table is the list; before it stand charts.
        var body = page.substring(page.lastIndexOf("<tbody>"), page.lastIndexOf("</tbody>"));
        return List.of(body.split("</tr>")).stream()
                .filter(it -> it.contains("<tr>"))
                .map(row -> CELL.matcher(row).results().toList().get(column).group(1))
                .map(it -> it.replaceAll("<span class=\"unseen\">[^<]*</span>", "")
                        .replaceAll("<[^>]+>", "")
                        .strip())
                .toList();
    }

    private static void ending(String who, String topic, int days) {
        staff(Caller.ADMIN)
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email", "expiresAt": "%s",
                         "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(who, topic, Instant.now().plus(days, ChronoUnit.DAYS)))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static String draft(String who, String note) {
        return Admins.make(who, """
                        {"note": "%s", "parts": [{"kind": "topics", "part": {"id": "offers.boots.%s", "purpose": "marketing",
                         "name": "%s", "needsConsent": true}}]}""".formatted(note, who, note))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
