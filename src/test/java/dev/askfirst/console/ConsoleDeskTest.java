package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.console.prove.Moments;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What staff do at the console: find people, order exports, change the catalog. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ConsoleDeskTest {

    @Inject
    Database database;

    @Test
    void aPersonsPageShowsWhatEachToolWasToldAndSaid() {
        var id = Persons.who(Acts.newcomer());
        Pushed.toTools(database, id);
        Staff.signedIn("compliance")
                .get("/console/people/" + id)
                .then()
                .statusCode(200)
                .body(
                        containsString("<td>confirmed</td>"),
                        containsString("<td>refused</td>"),
                        containsString("400 no &lt;b&gt;such&lt;/b&gt; thing"),
                        containsString("<td>not confirmed yet</td>"));
        Pushed.forget(database, id);
    }

    @Test
    void aPersonIsFoundByAddressAndEachLookIsRecorded() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        Acts.withdraw(ana, "events");
        var before = looks(id);
        var staff = Staff.signedIn("compliance");
        var found = staff.post("/console/people", Map.of("contact", ana));
        found.then().statusCode(303).header("Location", containsString("/console/people/" + id));
        staff.get("/console/people/" + id)
                .then()
                .statusCode(200)
                .body(
                        containsString("Acme Shoes · Offers · E-mail"),
                        containsString("given"),
                        containsString("withdrawal"));
        assertEquals(before + 2, looks(id));
        staff.post("/console/people", Map.of("contact", Acts.newcomer()))
                .then()
                .statusCode(404)
                .body(containsString("nobody is known"));
        staff.post("/console/people", Map.of("contact", ana.replace("mailto:", "")))
                .then()
                .statusCode(303);
        staff.post("/console/people", Map.of("contact", "<b>"))
                .then()
                .statusCode(400)
                .body(not(containsString("<b>")), containsString("value=\"&lt;b&gt;\""));
    }

    @Test
    void aConsentThatEndsByItselfSaysWhen() {
        var ana = Acts.newcomer();
        var ends = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        Api.staff("admin")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "expiresAt": "%s",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(ana, ends))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        var staff = Staff.signedIn("compliance");
        staff.get("/console/people/" + Persons.idOf(ana))
                .then()
                .statusCode(200)
                .body(containsString("<td>" + Moments.said(ends) + "</td>"));
        staff.get("/console/consents")
                .then()
                .statusCode(200)
                .body(containsString("<td>" + Moments.listed(ends) + "</td>"));
    }

    @Test
    void consentsAreShownByWeekAndThoseThatEndSoonAreListed() {
        Acts.grant(Acts.newcomer(), "newsletter");
        Acts.grant(Acts.newcomer(), "events");
        Acts.object(Acts.newcomer());
        Staff.signedIn("compliance")
                .get("/console/consents")
                .then()
                .statusCode(200)
                .body(containsString("Events"), containsString("Ending in the next 30 days"));
    }

    @Test
    void anExportIsOrderedFetchedAndDeleted() {
        ask("acme-mailer", about(Acts.newcomer()));
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        var staff = Staff.signedIn("compliance");
        var ordered = staff.post(
                "/console/exports",
                Map.of("from", today, "to", today, "format", "csv", "kind", "decision", "sender", ""));
        ordered.then().statusCode(303);
        var path = ordered.getHeader("Location").replaceFirst("^https?://[^/]+", "");
        Await.until(
                "the export is done",
                Duration.ofSeconds(60),
                () -> staff.get(path).asString().contains("<strong>done</strong>"));
        staff.get(path).then().body(containsString("manifest.json"), containsString("filters.kind"));
        staff.get(path + "/files/manifest.json")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"));
        staff.get(path + "/files/..%2F..%2Fetc%2Fpasswd").then().statusCode(404);
        staff.get("/console/exports")
                .then()
                .body(containsString(path), containsString("<td>done "), containsString("kept for 7 days."));
        staff.post(path + "/cancel", Map.of()).then().statusCode(303);
        staff.get(path + "/files/manifest.json").then().statusCode(404);
        staff.post("/console/exports", Map.of("from", "x", "to", today, "format", "csv"))
                .then()
                .statusCode(400);
        staff.get("/console/exports/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void theCatalogShowsWhatWouldChangeBeforeItIsSaved() {
        var admin = Staff.signedIn("admin");
        var id = "console-" + UUID.randomUUID().toString().substring(0, 8);
        admin.get("/console/catalog/topics?id=" + id).then().statusCode(200).body(containsString(id));
        var version = version(admin);
        var part = """
                {"id": "%s", "purpose": "marketing", "name": "Tried out", "needsConsent": true}""".formatted(id);
        admin.post("/console/catalog/topics", form("look", version, part))
                .then()
                .statusCode(200)
                .body(containsString("What changes"), containsString("Tried out"));
        assertEquals(version, version(admin), "looking changes nothing");
        admin.post("/console/catalog/topics", form("save", version, part))
                .then()
                .statusCode(303);
        admin.get("/console/catalog").then().body(containsString("Tried out"));
        admin.post("/console/catalog/topics", form("save", version, part.replace("Tried", "Thrown")))
                .then()
                .statusCode(412);
        admin.post("/console/catalog/topics", form("look", version, "{nonsense"))
                .then()
                .statusCode(400);
        admin.post(
                        "/console/catalog/topics",
                        form("save", version(admin), "{\"id\": \"" + id + "\", \"purpose\": \"none\"}"))
                .then()
                .statusCode(400);
    }

    @Test
    void namesAreEditedInAFieldForEachLanguage() {
        var admin = Staff.signedIn("admin");
        var id = "console-" + UUID.randomUUID().toString().substring(0, 8);
        var part = "{\"id\": \"%s\", \"name\": \"Called\", \"names\": {\"de\": \"Genannt\", \"gsw\": \"Gnennt\"}}"
                .formatted(id);
        var filled = named("look", version(admin), part);
        filled.putAll(Map.of("name-de", "Genannt", "mark-de", "new", "name-ar", "مسمى", "mark-ar", "0"));
        filled.putAll(Map.of("name-fr", "", "mark-fr", "0"));
        var look = admin.post("/console/catalog/purposes", filled).asString();
        assertTrue(look.contains("<ins>    &quot;ar&quot; : &quot;مسمى&quot;") && look.contains("Swiss German"), look);
        filled.put("do", "save");
        admin.post("/console/catalog/purposes", filled).then().statusCode(303);
        var page = admin.get("/console/catalog/purposes?id=" + id).asString();
        assertTrue(page.contains("name=\"name-ar\" value=\"مسمى\""), page);
        filled.put("version", version(admin));
        filled.putAll(Map.of("name-de", "", "name-it", "Chi\u202Eamato", "mark-it", "0"));
        var refused = admin.post("/console/catalog/purposes", filled);
        assertEquals(400, refused.statusCode());
        assertTrue(refused.asString().contains("names.it"), refused::asString);
        assertTrue(refused.asString().contains("Chi\u202Eamato"), "what was filled in is still there");
        filled.put("name-it", "Chiamato");
        admin.post("/console/catalog/purposes", filled).then().statusCode(303);
        Api.staff("compliance")
                .get("/v1/catalog/purposes/" + id)
                .then()
                .body("names", is(Map.of("ar", "مسمى", "gsw", "Gnennt", "it", "Chiamato")));
    }

    @Test
    void theCatalogShowsHowMuchASenderMayAsk() {
        Api.staff("admin")
                .body("""
                        {"name": "Limited", "controllers": ["acme"], "channels": ["email"],
                         "rate": {"quota": 6001, "window": "PT1M"}}""")
                .put("/v1/catalog/senders/limited-" + UUID.randomUUID())
                .then()
                .statusCode(201);
        Staff.signedIn("compliance")
                .get("/console/catalog")
                .then()
                .body(
                        containsString("at most 6,001 questions in 60.0 s on each instance"),
                        containsString("no limit of its own"));
    }

    @Test
    void aNoticeIsShownAsPeopleSeeIt() {
        Staff.signedIn("admin")
                .get("/console/catalog/notices?id=acme-marketing&language=en")
                .then()
                .body(containsString("As people see it"), containsString("<blockquote>"));
    }

    @Test
    void complianceReadsTheCatalogAndDoesNotChangeIt() {
        var staff = Staff.signedIn("compliance");
        staff.get("/console/catalog/topics?id=offers").then().statusCode(200).body(not(containsString("<textarea")));
        assertEquals(
                403,
                staff.post("/console/catalog/topics", form("save", "1", "{}")).statusCode());
        assertEquals(404, staff.get("/console/catalog/nothing").statusCode());
    }

    @Test
    void howToVerifyNamesTheKeysOfTheLog() {
        var page = Staff.signedIn("compliance").get("/console/verify").asString();
        assertTrue(page.contains("./askfirst verify"), page);
        for (var key : database.rows("select vkey from log_key").stream()
                .map(List::getFirst)
                .toList()) assertTrue(page.contains(key.replace("+", "&#43;")) || page.contains(key), key);
    }

    private static Map<String, String> named(String what, String version, String part) {
        return new HashMap<>(form(what, version, part));
    }

    private static Map<String, String> form(String what, String version, String part) {
        return Map.of("do", what, "version", version, "part", part);
    }

    private static String version(Staff staff) {
        return staff.get("/console/catalog").asString().replaceAll("(?s).*Version (\\d+).*", "$1");
    }

    private long looks(UUID person) {
        return database.count("select count(*) from access where person_id = ?", person);
    }
}
