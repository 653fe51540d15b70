package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Languages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When messages suit: what is pressed and filled in is what is saved, and what is saved is what is shown. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TimesTest {

    private static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    @Inject
    Database database;

    private String ana;
    private Visiting visit;

    @BeforeEach
    void enter() {
        ana = Visiting.somebody();
        visit = Visiting.byLink(ana);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            work     | [MON, TUE, WED, THU, FRI] | 09:00 | 18:00
            evenings | [MON, TUE, WED, THU, FRI, SAT, SUN] | 18:00 | 21:00
            weekends | [SAT, SUN] | 00:00 | 24:00
            """)
    void aPresetIsSavedWithOnePress(String preset, String days, String from, String to) {
        press(preset).then().statusCode(303);
        var windows = saved().getList("windows");
        assertEquals(1, windows.size(), windows::toString);
        assertEquals(days, saved().getString("windows[0].days"));
        assertEquals(from, saved().getString("windows[0].from"));
        assertEquals(to, saved().getString("windows[0].to"));
        assertEquals("Europe/Berlin", saved().getString("timeZone"));
        assertTrue(page().contains("value=\"" + preset + "\" aria-pressed=\"true\""), page());
    }

    @Test
    void aPresetThatLetsMoreInTakesACode() {
        press("work").then().statusCode(303);
        press("any").then().statusCode(200).body(containsString("six-digit code"));
        assertEquals(1, saved().getList("windows").size());
        visit.proven(database);
        press("any").then().statusCode(303);
        assertEquals(0, windows());
        assertTrue(page().contains("<option selected>00:00"), page());
    }

    @Test
    void calmLevelsWriteWhatOneSees() {
        press("quiet").then().statusCode(303);
        assertEquals("[MON, TUE, WED, THU, FRI]", saved().getString("windows[0].days"));
        assertEquals(1, saved().getInt("caps[0].max"));
        assertEquals("P7D", saved().getString("caps[0].per"));
        assertEquals(List.of("personal"), saved().getList("authorship[0].accepts"));
        var page = page();
        assertTrue(page.contains("name=\"often\" value=\"1/P7D\" checked> At most once a week"), page);
        assertTrue(page.contains("name=\"by\" value=\"personal\" checked"), page);
        press("normal").then().statusCode(200).body(containsString("six-digit code"));
        visit.proven(database);
        press("normal").then().statusCode(303);
        assertEquals(3, saved().getInt("caps[0].max"));
        press("everything").then().statusCode(303);
        assertEquals(0, windows());
        assertEquals(Set.of("timeZone"), saved().getMap("$").keySet());
    }

    @Test
    void daysAreSavedAsTheyStandThereAndTheEndOfADayIsMidnight() {
        var form = week();
        form.put("day", List.of("MON", "SAT"));
        form.put("MON-from", List.of("08:00", "17:30"));
        form.put("MON-to", List.of("12:00", "24:00"));
        save(form).then().statusCode(303);
        assertEquals(
                "[[08:00, 12:00], [17:30, 24:00], [09:00, 18:00]]",
                List.of(hours(0), hours(1), hours(2)).toString());
        assertEquals("[MON]", saved().getString("windows[1].days"));
        var page = page();
        assertTrue(page.contains("<option selected>17:30") && page.contains("<option selected>24:00"), page);
        assertTrue(page.contains("value=\"SAT\" checked"), page);
        assertFalse(page.contains("value=\"SUN\" checked"), page);
        assertTrue(page.contains("aria-label=\"On Monday from 08:00 to 12:00"), page);
    }

    @Test
    void aRowIsCopiedAndASecondTimeAddedBeforeAnythingIsSaved() {
        var form = week();
        form.put("day", List.of("TUE"));
        form.put("TUE-from", "10:00");
        form.putAll(Map.of("do", "copy", "copy", "TUE", "copyTo", "weekdays"));
        var shown = save(form);
        shown.then().statusCode(200).body(containsString("Not saved yet"), containsString("value=\"FRI\" checked"));
        shown.then().body(not(containsString("value=\"SAT\" checked")));
        assertEquals(5, shown.asString().split("<option selected>10:00").length - 1);
        assertEquals(0, windows());
        form.put("do", "split");
        save(form).then().statusCode(200).body(containsString("<option value=\"\" selected>"));
        assertEquals(0, windows());
        form.put("do", "nonsense");
        save(form).then().statusCode(400);
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
        var form = week();
        form.put("day", List.of(day));
        form.put(day + "-from", from);
        form.put(day + "-to", to);
        form.putAll(Map.of("often", "own", "max", "4", "per", "P30D"));
        var reply = save(form);
        reply.then().statusCode(400).body(containsString(name + ": please choose a start and a later end"));
        var page = reply.asString();
        if (!from.isEmpty()) assertTrue(page.contains("<option selected>" + from), page);
        assertTrue(page.contains("name=\"max\" inputmode=\"numeric\" maxlength=\"8\" value=\"4\""), page);
        assertEquals(0, windows());
    }

    @Test
    void nonsenseIsRefused() {
        var twice = week();
        twice.put("day", List.of("MON", "MON"));
        var unknown = week();
        unknown.put("day", List.of("MON", "HOLIDAY"));
        var overlap = week();
        overlap.put("day", List.of("MON"));
        overlap.put("MON-from", List.of("08:00", "10:00"));
        overlap.put("MON-to", List.of("12:00", "14:00"));
        var limit = week();
        limit.put("often", "7/P1D");
        var number = week();
        number.putAll(Map.of("often", "own", "max", "", "per", "P7D"));
        var period = week();
        period.putAll(Map.of("often", "own", "max", "1", "per", "P2D"));
        var preset = week();
        preset.put("preset", "nonsense");
        for (var form : List.of(twice, unknown, overlap, limit, number, period, preset)) {
            save(form).then().statusCode(400).body(containsString("id=\"note\""));
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
        var form = week();
        form.remove("day");
        save(form).then().statusCode(400).body(containsString("No day is chosen"));
        assertEquals(0, windows());
    }

    @Test
    void whatTheRowsCannotShowIsKeptAndShown() {
        Api.staff("admin")
                .header("If-Match", "*")
                .body("""
                {"timeZone": "Europe/Berlin", "windows": [{"days": ["SAT"], "from": "22:00", "to": "06:00"},
                 {"channel": "sms", "from": "09:00", "to": "12:00"}]}""")
                .put("/v1/persons/" + Persons.idOf(ana) + "/preferences")
                .then()
                .statusCode(200);
        var page = page();
        assertTrue(page.contains("22:00–06:00") && page.contains("09:00–12:00"), page);
        assertFalse(page.contains("name=\"day\" value=\"MON\" checked"), page);
        visit.proven(database);
        press("any").then().statusCode(303);
        // Beside the window of Saturday night every hour needs to be said: it would else be the only one.
        assertEquals(3, windows());
        var form = week();
        form.put("day", DAYS);
        for (var day : DAYS) form.putAll(Map.of(day + "-from", "00:00", day + "-to", "24:00"));
        form.put("drop", "w1");
        save(form).then().statusCode(303);
        assertEquals(1, windows());
        assertEquals("sms", saved().getString("windows[0].channel"));
    }

    @Test
    void theZoneIsGuessedAndSavedOnlyWithWhatNeedsIt() {
        ana = Acts.newcomer();
        Acts.grant(ana, "events", "de-AT");
        Acts.grant(ana, "offers", "de-AT");
        visit = Visiting.byLink(ana);
        var austria = page();
        assertTrue(austria.contains("value=\"Europe/Vienna\" selected") && austria.contains("id=\"guess\""), austria);
        var form = new HashMap<String, Object>(Map.of(
                "guess",
                "Europe/Vienna",
                "zone",
                "Europe/Vienna",
                "max",
                "5",
                "per",
                "P7D",
                "by",
                "any",
                "locale",
                "de-AT"));
        save(form).then().statusCode(303);
        assertEquals(null, saved().getString("timeZone"));
        assertTrue(page().contains("id=\"guess\""));
        form.put("preset", "work");
        save(form).then().statusCode(303);
        assertEquals("Europe/Vienna", saved().getString("timeZone"));
        assertFalse(page().contains("id=\"guess\""));
    }

    /** With two times each day, in letters of two or three bytes. */
    @ParameterizedTest
    @MethodSource("languages")
    void thePageIsLight(String language) throws IOException {
        ana = Acts.newcomer();
        Acts.grant(ana, "events", language);
        Acts.grant(ana, "offers", language);
        visit = Visiting.byLink(ana);
        var form = week();
        form.put("do", "split");
        var page = save(form);
        page.then().statusCode(200).body(containsString("lang=\"" + language));
        var look = Files.size(Path.of("src/main/resources/META-INF/resources/assets/askfirst.css"));
        assertTrue(page.asByteArray().length + look < 60_000, page.asByteArray().length + " + " + look);
    }

    static List<String> languages() {
        return Languages.ALL;
    }

    private Response press(String preset) {
        return visit.post("/me/times", Map.of("seen", mark(), "zone", "Europe/Berlin", "by", "any", "preset", preset));
    }

    private Map<String, Object> week() {
        var form = new HashMap<String, Object>(
                Map.of("zone", "Europe/Berlin", "by", "any", "often", "none", "day", List.of("MON")));
        for (var day : DAYS) form.putAll(Map.of(day + "-from", "09:00", day + "-to", "18:00"));
        return form;
    }

    private Response save(Map<String, Object> form) {
        form.put("seen", mark());
        return visit.post("/me/times", form);
    }

    private JsonPath saved() {
        return Api.staff("admin")
                .get("/v1/persons/" + Persons.idOf(ana) + "/preferences")
                .jsonPath();
    }

    private int windows() {
        var all = saved().getList("windows");
        return all == null ? 0 : all.size();
    }

    private List<String> hours(int window) {
        return List.of(
                saved().getString("windows[%d].from".formatted(window)),
                saved().getString("windows[%d].to".formatted(window)));
    }

    private String page() {
        return visit.get("/me/times").asString();
    }

    private String mark() {
        return page().replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]+)\".*", "$1");
    }
}
