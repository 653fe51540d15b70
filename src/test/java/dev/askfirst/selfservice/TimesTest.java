package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When messages suit: what is pressed and filled in is what is saved, and what is saved is what is shown. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TimesTest {

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

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            work     | [MON, TUE, WED, THU, FRI] | 09:00 | 18:00
            evenings | [MON, TUE, WED, THU, FRI, SAT, SUN] | 18:00 | 21:00
            weekends | [SAT, SUN] | 00:00 | 24:00
            """)
    void aPresetIsSavedWithOnePress(String preset, String days, String from, String to) {
        when.press(preset).then().statusCode(303);
        var windows = when.saved().getList("windows");
        assertEquals(1, windows.size(), windows::toString);
        assertEquals(days, when.saved().getString("windows[0].days"));
        assertEquals(from, when.saved().getString("windows[0].from"));
        assertEquals(to, when.saved().getString("windows[0].to"));
        assertEquals("Europe/Berlin", when.saved().getString("timeZone"));
        assertTrue(when.page().contains("value=\"" + preset + "\" aria-pressed=\"true\""), when.page());
    }

    @Test
    void aPresetThatLetsMoreInTakesACode() {
        when.press("work").then().statusCode(303);
        when.press("any").then().statusCode(200).body(containsString("six-digit code"));
        assertEquals(1, when.saved().getList("windows").size());
        visit.proven(database);
        when.press("any").then().statusCode(303);
        assertEquals(0, when.windows());
        assertTrue(when.page().contains("<option selected>00:00"), when.page());
    }

    @Test
    void aPresetOfAnotherTabIsShownAndNotSaved() {
        var mark = when.mark();
        when.press("work").then().statusCode(303);
        var late = visit.post(
                "/me/times", Map.of("seen", mark, "zone", "Europe/Berlin", "by", "any", "preset", "weekends"));
        late.then().statusCode(409).body(containsString("This was changed in the meantime"));
        late.then().body(containsString("value=\"SAT\" checked"), not(containsString("value=\"MON\" checked")));
        assertEquals("09:00", when.saved().getString("windows[0].from"));
    }

    @Test
    void aPresetIsSavedOnceTheCodeIsTyped() {
        when.press("work").then().statusCode(303);
        var asked = when.press("evenings");
        var pending = asked.asString()
                .replaceAll("(?s).*name=\"pending\" value=\"([^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        visit.post("/me/code", Map.of("send", "yes", "pending", pending));
        visit.post("/me/code", Map.of("code", Visiting.digits(database), "pending", pending))
                .then()
                .statusCode(200)
                .body(containsString("name=\"preset\" value=\"evenings\""));
        assertEquals("09:00", when.saved().getString("windows[0].from"));
        when.press("evenings").then().statusCode(303);
        assertEquals("18:00", when.saved().getString("windows[0].from"));
    }

    @Test
    void calmLevelsWriteWhatOneSees() {
        when.press("quiet").then().statusCode(303);
        assertEquals("[MON, TUE, WED, THU, FRI]", when.saved().getString("windows[0].days"));
        assertEquals(1, when.saved().getInt("caps[0].max"));
        assertEquals("P7D", when.saved().getString("caps[0].per"));
        assertEquals(List.of("personal"), when.saved().getList("authorship[0].accepts"));
        var page = when.page();
        assertTrue(page.contains("name=\"often\" value=\"1/P7D\" checked> At most once a week"), page);
        assertTrue(page.contains("name=\"by\" value=\"personal\" checked"), page);
        when.press("normal").then().statusCode(200).body(containsString("six-digit code"));
        visit.proven(database);
        when.press("normal").then().statusCode(303);
        assertEquals(3, when.saved().getInt("caps[0].max"));
        when.press("everything").then().statusCode(303);
        assertEquals(0, when.windows());
        assertEquals(Set.of("timeZone"), when.saved().getMap("$").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quiet", "normal", "everything"})
    void theApiSetsWhatThePageSets(String level) {
        visit.proven(database);
        when.press("work").then().statusCode(303);
        when.press(level).then().statusCode(303);
        var byPage = when.saved().getMap("$");
        var other = Persons.who(Acts.newcomer());
        calm(other, level).then().statusCode(level.equals("everything") ? 200 : 422);
        Api.person(other)
                .header("If-Match", "*")
                .body("""
                        {"timeZone": "Europe/Berlin", "windows": [{"from": "07:00", "to": "08:00"}, {"topic": "offers", "from": "22:00", "to": "06:00"}],
                         "caps": [{"max": 9, "per": "P1D"}, {"topic": "offers", "max": 2, "per": "P7D"}]}""")
                .put("/v1/persons/" + other + "/preferences")
                .then()
                .statusCode(200);
        var set = calm(other, level);
        set.then().statusCode(200).body("windows.find { it.topic == 'offers' }.from", is("22:00"));
        set.then().body("caps.find { it.topic == 'offers' }.max", is(2));
        var all = set.jsonPath().getMap("$");
        for (var part : List.of("windows", "caps")) {
            var general = ((List<?>) all.get(part))
                    .stream()
                            .filter(it -> !((Map<?, ?>) it).containsKey("topic"))
                            .toList();
            assertEquals(byPage.getOrDefault(part, List.of()), general);
        }
        assertEquals(byPage.get("authorship"), all.get("authorship"));
        calm(other, level).then().statusCode(200).header("ETag", is(set.header("ETag")));
    }

    @Test
    void aLevelThatThereIsNotIsRefused() {
        var other = Persons.who(Acts.newcomer());
        for (var body : List.of("{}", "{\"level\": \"work\"}", "{\"level\": \"QUIET\"}", "{\"level\": null}")) {
            Api.careless(Api.personToken(other))
                    .body(body)
                    .put("/v1/persons/" + other + "/calm")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", is("level"));
        }
    }

    private static Response calm(UUID person, String level) {
        return Api.person(person).body("{\"level\": \"" + level + "\"}").put("/v1/persons/" + person + "/calm");
    }

    @Test
    void daysAreSavedAsTheyStandThereAndTheEndOfADayIsMidnight() {
        var form = when.week();
        form.put("day", List.of("MON", "SAT"));
        form.put("MON-from", List.of("08:00", "17:30"));
        form.put("MON-to", List.of("12:00", "24:00"));
        when.save(form).then().statusCode(303);
        assertEquals(
                "[[08:00, 12:00], [17:30, 24:00], [09:00, 18:00]]",
                List.of(when.hours(0), when.hours(1), when.hours(2)).toString());
        assertEquals("[MON]", when.saved().getString("windows[1].days"));
        var page = when.page();
        assertTrue(page.contains("<option selected>17:30") && page.contains("<option selected>24:00"), page);
        assertTrue(page.contains("value=\"SAT\" checked"), page);
        assertFalse(page.contains("value=\"SUN\" checked"), page);
        assertTrue(page.contains("aria-label=\"On Monday from 08:00 to 12:00"), page);
    }

    @Test
    void aRowIsCopiedAndASecondTimeAddedBeforeAnythingIsSaved() {
        var form = when.week();
        form.put("day", List.of("TUE"));
        form.put("TUE-from", "10:00");
        form.putAll(Map.of("do", "copy", "copy", "TUE", "copyTo", "weekdays"));
        var shown = when.save(form);
        shown.then().statusCode(200).body(containsString("Not saved yet"), containsString("value=\"FRI\" checked"));
        shown.then().body(not(containsString("value=\"SAT\" checked")));
        assertEquals(5, shown.asString().split("<option selected>10:00").length - 1);
        assertEquals(0, when.windows());
        form.put("do", "split");
        when.save(form).then().statusCode(200).body(containsString("<option value=\"\" selected>"));
        assertEquals(0, when.windows());
        form.put("do", "nonsense");
        when.save(form).then().statusCode(400);
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
        var page = when.page();
        assertTrue(page.contains("22:00–06:00") && page.contains("09:00–12:00"), page);
        assertFalse(page.contains("name=\"day\" value=\"MON\" checked"), page);
        visit.proven(database);
        when.press("any").then().statusCode(303);
        // Beside the window of Saturday night every hour needs to be said: it would else be the only one.
        assertEquals(3, when.windows());
        var form = when.week();
        form.put("day", WhenPage.DAYS);
        for (var day : WhenPage.DAYS) form.putAll(Map.of(day + "-from", "00:00", day + "-to", "24:00"));
        form.put("drop", "w1");
        when.save(form).then().statusCode(303);
        assertEquals(1, when.windows());
        assertEquals("sms", when.saved().getString("windows[0].channel"));
    }

    @Test
    void theZoneIsGuessedFromANumberToo() {
        var number = Acts.newNumber("+1212555", 4);
        PagePresses.add(number, Persons.idOf(ana));
        assertTrue(when.page().contains("value=\"America/New_York\" selected>New York"), when.page());
        assertTrue(when.page().contains("id=\"guess\""));
    }

    /** A zone that the list has no line for is shown all the same: what is saved is what is shown. */
    @Test
    void aZoneOfAnotherNameStaysWhatItIs() {
        Api.staff("admin")
                .header("If-Match", "*")
                .body("{\"timeZone\": \"Asia/Calcutta\"}")
                .put("/v1/persons/" + Persons.idOf(ana) + "/preferences")
                .then()
                .statusCode(200);
        assertTrue(when.page().contains("value=\"Asia/Calcutta\" selected>Kolkata"), when.page());
        assertFalse(when.page().contains("id=\"guess\""));
    }

    @Test
    void theZoneIsGuessedAndSavedOnlyWithWhatNeedsIt() {
        var guest = Acts.newcomer();
        Acts.grant(guest, "events", "de-AT");
        Acts.grant(guest, "offers", "de-AT");
        come(guest);
        var austria = when.page();
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
        when.save(form).then().statusCode(303);
        assertEquals(null, when.saved().getString("timeZone"));
        assertTrue(when.page().contains("id=\"guess\""));
        form.put("preset", "work");
        when.save(form).then().statusCode(303);
        assertEquals("Europe/Vienna", when.saved().getString("timeZone"));
        assertFalse(when.page().contains("id=\"guess\""));
    }
}
