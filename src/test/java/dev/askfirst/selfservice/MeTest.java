package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people do on their own page, as it shows in the next answer. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MeTest {

    @Inject
    Database database;

    @Test
    void aNoTakesALinkAloneAndCountsAtOnce() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/say", said(ana, "events", "no")).then().statusCode(303);
        assertEquals("deny", Permits.outcome(ana, "events"));
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void aYesTakesACodeAndTheWordsThatAreShown() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/say", said(ana, "events", "no"));
        visit.post("/me/say", said(ana, "events", "yes")).then().statusCode(200).body(containsString("six-digit code"));
        assertEquals("deny", Permits.outcome(ana, "events"));
        visit.proven(database);
        visit.post("/me/say", said(ana, "events", "yes"))
                .then()
                .statusCode(200)
                .body(containsString("I can stop it at any time"));
        assertEquals("deny", Permits.outcome(ana, "events"));
        var read = new java.util.HashMap<>(said(ana, "events", "yes"));
        read.putAll(Map.of("read", "yes", "notice", "acme-marketing 1 en"));
        visit.post("/me/say", read).then().statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "events"));
    }

    @Test
    void everythingStopsAndServicesOnlyIfThatIsSaidToo() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        assertEquals("permit", Permits.outcome(ana, "orders"));
        visit.post("/me/stop", Map.of("what", "services")).then().statusCode(303);
        assertEquals("deny", Permits.outcome(ana, "orders"));
        var page = visit.get("/me").asString();
        assertFalse(page.contains("Comes with what you order or book"), page);
    }

    /** What holds is said in one sentence, and what was stopped stays said. */
    @Test
    void thePageBeginsWithWhatHolds() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana).proven(database);
        var before = visit.get("/me").asString();
        assertTrue(before.contains("The page of " + ana.substring(ana.indexOf(':') + 1)), before);
        assertTrue(before.contains("<a href=\"#companies\">One company may write to you</a>"), before);
        assertTrue(before.contains("<a href=\"/me/times#often\">as often as they like</a>"), before);
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        var after = visit.get("/me").asString();
        assertTrue(after.contains("Nobody may write to you, except about what you order or book."), after);
        assertTrue(after.contains("Everything has been stopped since "), after);
        assertFalse(after.contains("value=\"everything\""), after);
    }

    @Test
    void aLimitThatIsNoNumberIsNotTakenForNone() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var seen = mark(visit.get("/me/times").asString());
        visit.post("/me/times", Map.of("seen", seen, "max", "3", "per", "P7D", "by", "any"));
        for (var max : List.of("two", "-1", "10000", "1.5")) {
            visit.post(
                            "/me/times",
                            Map.of(
                                    "seen",
                                    mark(visit.get("/me/times").asString()),
                                    "max",
                                    max,
                                    "per",
                                    "P7D",
                                    "by",
                                    "any"))
                    .then()
                    .statusCode(400)
                    .body(containsString("aria-describedby=\"note\""));
        }
        assertEquals(3, cap(ana));
    }

    @Test
    void whatWasSavedInAnotherWindowIsShownAndNothingIsLost() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var seen = mark(visit.get("/me/times").asString());
        visit.post("/me/times", Map.of("seen", seen, "max", "3", "per", "P7D", "by", "personal"))
                .then()
                .statusCode(303);
        var conflict = visit.post("/me/times", Map.of("seen", seen, "max", "2", "per", "P7D", "by", "any"));
        conflict.then()
                .statusCode(409)
                .body(
                        containsString("<li>at most 3 messages in 7 days</li>"),
                        containsString("<li>Only a person</li>"),
                        containsString("value=\"2\""));
        assertEquals(3, cap(ana));
        visit.post("/me/times", Map.of("seen", mark(conflict.asString()), "max", "2", "per", "P7D", "by", "personal"))
                .then()
                .statusCode(303);
        assertEquals(2, cap(ana));
    }

    @Test
    void moreTakesACodeAndWhatWasFilledInIsStillThere() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var fields = Map.of("seen", mark(visit.get("/me/times").asString()), "max", "1", "per", "P7D", "by", "any");
        visit.post("/me/times", fields).then().statusCode(303);
        var more = Map.of("seen", mark(visit.get("/me/times").asString()), "max", "9", "per", "P7D", "by", "any");
        var asked = visit.post("/me/times", more);
        asked.then().statusCode(200).body(containsString("six-digit code"));
        var pending = asked.asString()
                .replaceAll("(?s).*name=\"pending\" value=\"([^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        visit.post("/me/code", Map.of("send", "yes", "pending", pending));
        visit.post("/me/code", Map.of("code", Visiting.digits(database), "pending", pending))
                .then()
                .statusCode(200)
                .body(containsString("name=\"max\" value=\"9\""));
        assertEquals(1, cap(ana));
    }

    @Test
    void hoursNeedAZoneAndThenCount() {
        var visit = Visiting.byLink(Visiting.somebody());
        var fields = new java.util.HashMap<String, Object>(
                Map.of("seen", mark(visit.get("/me/times").asString()), "by", "any", "day", "MON"));
        for (var day : List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"))
            fields.putAll(Map.of(day + "-from", "09:00", day + "-to", "15:00"));
        visit.post("/me/times", fields).then().statusCode(400).body(containsString("need to know your time zone"));
        fields.put("zone", "Europe/Berlin");
        visit.post("/me/times", fields).then().statusCode(303);
        var page = visit.get("/me/times").asString();
        assertTrue(page.contains("On Monday from 09:00 to 15:00"), page);
    }

    @Test
    void neverOnHolidaysIsOneSetting() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        var fields = new java.util.HashMap<String, Object>(
                Map.of("seen", mark(visit.get("/me/times").asString()), "by", "any", "holidays", "never"));
        visit.post("/me/times", fields).then().statusCode(400).body(containsString("need to know your time zone"));
        fields.put("zone", "Etc/GMT+3");
        visit.post("/me/times", fields).then().statusCode(400).body(containsString("which days are public holidays"));
        fields.put("zone", "Europe/Berlin");
        visit.post("/me/times", fields).then().statusCode(303);
        var page = visit.get("/me/times").asString();
        assertTrue(page.contains("name=\"holidays\" value=\"never\" checked> Never on public holidays"), page);
        var christmas = LocalDate.now(ZoneOffset.UTC).getYear() + "-12-25T10:00:00Z";
        var question =
                "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"orders\", \"mode\": \"check\", \"at\": \"%s\"}";
        Api.ask("acme-mailer", question.formatted(ana, christmas))
                .then()
                .body("outcome", is("defer"), "reasons.code", is(List.of("outside_window")));
        fields.remove("holidays");
        fields.put("seen", mark(page));
        visit.post("/me/times", fields).then().statusCode(200).body(containsString("six-digit code"));
    }

    @Test
    void questionsAndActsAreShownInPlainWords() {
        var ana = Visiting.somebody();
        Permits.outcome(ana, "offers.shoes");
        var visit = Visiting.byLink(ana).proven(database);
        visit.get("/me/asked")
                .then()
                .statusCode(200)
                .body(
                        containsString("Acme newsletter system"),
                        containsString("Answer: yes"),
                        containsString("<li>you had said yes to this</li>"),
                        containsString("Withdraw"));
    }

    @Test
    void everyQuestionIsShownPageByPage() {
        var ana = Visiting.somebody();
        var question = "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"orders\"}".formatted(ana);
        for (var i = 0; i < 3; i++) {
            Api.sender("acme-mailer")
                    .body("{\"questions\": [" + String.join(",", java.util.Collections.nCopies(40, question)) + "]}")
                    .post("/v1/decisions/batch")
                    .then()
                    .statusCode(200);
        }
        var visit = Visiting.byLink(ana).proven(database);
        var shown = 0L;
        var path = "/me/asked";
        while (!path.isEmpty()) {
            var page = visit.get(path).asString();
            shown += Pattern.compile("<h2>Acme").matcher(page).results().count();
            var older = Pattern.compile("href=\"(/me/asked\\?before=[^\"]+)\"").matcher(page);
            path = older.find() ? older.group(1) : "";
        }
        // The page's link is in an answer too.
        assertEquals(database.count("""
                select count(*) from decision where point_id = (select point_id from contact_point where person_id = ?)""", Persons.idOf(ana)), shown);
    }

    @Test
    void receiptsAreReadableAndErasureTellsWhatStays() {
        var ana = Visiting.somebody();
        var person = Persons.idOf(ana);
        var visit = Visiting.byLink(ana).proven(database);
        var papers = visit.get("/me/papers").asString();
        var id = papers.replaceAll("(?s).*?/me/papers/([0-9a-f-]{36}).*", "$1");
        visit.get("/me/papers/" + id).then().statusCode(200).body(containsString("Acme Shoes"));
        visit.get("/me/papers/" + id + "/receipt").then().statusCode(200).contentType(containsString("json"));
        visit.get("/me/papers/erase").then().statusCode(200).body(containsString("your addresses"));
        Api.staff("admin").get("/v1/persons/" + person).then().statusCode(200);
        visit.post("/me/papers/erase", Map.of("sure", "yes"))
                .then()
                .statusCode(200)
                .body(containsString("Your data has been deleted"));
        Api.staff("admin").get("/v1/persons/" + person).then().statusCode(404);
        visit.get("/me").then().statusCode(303);
    }

    @Test
    void scriptInWhatAPersonSetsIsText() {
        var visit = Visiting.byLink(Visiting.somebody());
        var script = "\"><script>alert(1)</script>";
        for (var path : List.of("/me?done=" + "x", "/me/times?done=x"))
            visit.get(path).then().statusCode(200);
        var reply = visit.post(
                "/me/times",
                Map.of(
                        "seen", script, "max", script, "per", script, "zone", script, "locale", script, "channel",
                        script));
        assertFalse(reply.asString().contains("<script"), reply::asString);
        var asked = visit.post("/me/say", Map.of("controller", script, "answer", "yes", "topic", script));
        asked.then().body(not(containsString("<script")));
        visit.post("/me/code", Map.of("pending", "/me/times?" + script, "code", script))
                .then()
                .body(not(containsString("<script")));
    }

    private int cap(String contact) {
        var person = Persons.idOf(contact);
        return Api.staff("admin")
                .get("/v1/persons/" + person + "/preferences")
                .jsonPath()
                .getInt("caps[0].max");
    }

    private Map<String, String> said(String contact, String topic, String answer) {
        var point = database.value("""
                select body ->> 'point' from consent_event where person_id = ? and kind = 'grant' limit 1""", Persons.idOf(contact)).orElseThrow();
        return Map.of("controller", "acme", "topic", topic, "channel", "email", "point", point, "answer", answer);
    }

    private static String mark(String page) {
        return page.replaceAll("(?s).*name=\"seen\" value=\"([0-9a-f]+)\".*", "$1");
    }
}
