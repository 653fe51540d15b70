package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Languages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hours and limits that are none are refused with a word that says what to do, and the form stays as it was filled in. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RefusedTimesTest {

    @Inject
    Database database;

    private String ana;
    private Visiting visit;
    private WhenPage when;

    @BeforeEach
    void enter() {
        come(Visiting.somebody());
    }

    private void come(String contact) {
        ana = contact;
        visit = Visiting.byLink(ana);
        when = new WhenPage(ana, visit);
    }

    @ParameterizedTest(name = "{0}: {1}–{2}")
    @CsvSource(delimiter = '|', textBlock = """
            MON | 25:00 | 26:00 | Monday
            TUE | 18:00 | 09:00 | Tuesday
            WED | 09:00 | 09:00 | Wednesday
            THU | soon  | 12:00 | Thursday
            FRI | ''    | 12:00 | Friday
            SAT | ''    | ''    | Saturday
            SUN | 24:00 | 24:00 | Sunday
            """)
    void hoursThatAreNoneAreShownAgainAsTheyWere(String day, String from, String to, String name) {
        var form = when.week();
        form.put("day", List.of(day));
        form.put(day + "-from", from);
        form.put(day + "-to", to);
        form.putAll(Map.of("often", "own", "max", "4", "per", "P30D"));
        var reply = when.save(form);
        reply.then().statusCode(400).body(containsString(name + ": please choose a start and a later end"));
        var page = reply.asString();
        if (!from.isEmpty()) assertTrue(page.contains("<option selected>" + from), page);
        assertTrue(page.contains("name=\"max\" inputmode=\"numeric\" maxlength=\"8\" value=\"4\""), page);
        assertEquals(0, when.windows());
    }

    @Test
    void nonsenseIsRefused() {
        var twice = when.week();
        twice.put("day", List.of("MON", "MON"));
        var unknown = when.week();
        unknown.put("day", List.of("MON", "HOLIDAY"));
        var overlap = when.week();
        overlap.put("day", List.of("MON"));
        overlap.put("MON-from", List.of("08:00", "10:00"));
        overlap.put("MON-to", List.of("12:00", "14:00"));
        var limit = when.week();
        limit.put("often", "7/P1D");
        var number = when.week();
        number.putAll(Map.of("often", "own", "max", "", "per", "P7D"));
        var period = when.week();
        period.putAll(Map.of("often", "own", "max", "1", "per", "P2D"));
        var preset = when.week();
        preset.put("preset", "nonsense");
        var many = when.week();
        many.put("MON-from", Collections.nCopies(1_500, "09:00"));
        var script = when.week();
        for (var field : List.of("day", "MON-from", "MON-to", "guess", "zone", "often", "max", "copy", "do"))
            script.put(field, "\"><script>alert(1)</script>");
        for (var form : List.of(twice, unknown, overlap, limit, number, period, preset, many, script)) {
            var reply = when.save(form);
            reply.then().statusCode(400).body(containsString("id=\"note\""), not(containsString("<script")));
            assertTrue(reply.asByteArray().length < 300_000, "a small form has no huge reply");
        }
        assertEquals(
                "",
                database.value(
                                "select 1 from consent_event where person_id = ? and kind = 'preferences'",
                                Persons.idOf(ana))
                        .orElse(""));
    }

    @Test
    void noDayAtAllIsNotTakenForAnyTime() {
        var form = when.week();
        form.remove("day");
        when.save(form).then().statusCode(400).body(containsString("No day is chosen"));
        assertEquals(0, when.windows());
    }

    /** With two times each day, in letters of two or three bytes. */
    @ParameterizedTest
    @MethodSource("languages")
    void thePageIsLight(String language) throws IOException {
        var guest = Acts.newcomer();
        Acts.grant(guest, "events", language);
        Acts.grant(guest, "offers", language);
        come(guest);
        var form = when.week();
        form.put("do", "split");
        var page = when.save(form);
        page.then().statusCode(200).body(containsString("lang=\"" + language));
        var look = Files.size(Path.of("src/main/resources/META-INF/resources/assets/askfirst.css"));
        assertTrue(page.asByteArray().length + look < 60_000, page.asByteArray().length + " + " + look);
        var budget = visit.get("/me/attention");
        budget.then().statusCode(200).body(containsString("lang=\"" + language));
        assertTrue(budget.asByteArray().length + look < 40_000, budget.asByteArray().length + " + " + look);
    }

    static List<String> languages() {
        return Languages.ALL;
    }
}
