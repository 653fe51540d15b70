package dev.askfirst.consent.erasure;

import static dev.askfirst.consent.Persons.idOf;
import static dev.askfirst.consent.Persons.merge;
import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Folds;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Whoever is erased is nobody: to senders, to staff, and to whoever asks again. What was a no stays one. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ErasureTest {

    private static final String OLD = Instant.parse("2026-01-05T10:00:00Z").toString();

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Test
    void theyAreAnsweredAboutLikeSomebodyUnknown() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        Acts.withdraw(ana, "offers");
        erase(id).then().statusCode(200).body("dryRun", is(false), "person", is(id.toString()));
        assertEquals(shape(ask("acme-mailer", about(Acts.newcomer()))), shape(ask("acme-mailer", about(ana))));
        erase(id).then().statusCode(404);
        staff("admin").get("/v1/persons/" + id).then().statusCode(404);
        careless(Api.token("admin"))
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/persons/lookup")
                .then()
                .statusCode(404);
    }

    @Test
    void peopleEraseThemselvesAndNobodyElse() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        person(UUID.randomUUID()).delete("/v1/persons/" + id).then().statusCode(404);
        person(Persons.who(Acts.newcomer())).delete("/v1/persons/" + id).then().statusCode(404);
        assertEquals("permit", answer(ana));
        person(id).delete("/v1/persons/" + id).then().statusCode(200);
        assertEquals("deny consent_unknown", answer(ana));
        person(id).delete("/v1/persons/" + id).then().statusCode(404);
        person(id).body("{}").post("/v1/withdrawals").then().statusCode(422);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        Acts.object(ana);
        var before = database.count("select count(*) from page");
        var told = staff("admin").delete("/v1/persons/" + id + "?dryRun=true");
        told.then().statusCode(200).body("dryRun", is(true), "erased.what", hasItem("contact_points"));
        assertEquals(before, database.count("select count(*) from page"));
        assertEquals("deny objected consent_withdrawn", answer(ana));
        var done = erase(id);
        for (var part : List.of("erased", "retained")) {
            assertEquals(told.jsonPath().<Object>get(part), done.jsonPath().<Object>get(part));
        }
        assertEquals(1, done.jsonPath().getInt("retained.find { it.what == 'objections' }.count"));
        assertEquals(3, done.jsonPath().getInt("retained.find { it.what == 'acts' }.count"));
        careless(Api.token("admin"))
                .delete("/v1/persons/" + Persons.who(Acts.newcomer()) + "?dryRun=yes")
                .then()
                .statusCode(400);
    }

    @Test
    void anObjectionToOneStaysOneForThatOneAlone() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        Acts.object(ana);
        erase(id).then().statusCode(200);
        assertEquals("deny suppressed consent_unknown", staffs(ask("acme-mailer", about(ana))));
        assertEquals("deny consent_unknown", staffs(ask("globex-mailer", about(ana))));
        Acts.grant(ana, "offers").then().statusCode(201);
        assertEquals("deny suppressed", answer(ana));
    }

    @Test
    void anObjectionToEverybodyIsOneForEverybodyAndSuppressionsStay() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        person(id).body("{}").post("/v1/withdrawals").then().statusCode(201);
        Acts.object(ana);
        erase(id).then().statusCode(200);
        for (var sender : List.of("acme-mailer", "globex-mailer")) {
            assertEquals("deny suppressed consent_unknown", staffs(ask(sender, about(ana))));
        }
    }

    @Test
    void whatWasSaidBeforeIsNotRecordedAgain() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        erase(id).then().statusCode(200);
        var people = database.count("select count(*) from person");
        dated("grants", ana, OLD).then().statusCode(409).body("type", is("/problems/too-old"));
        dated("withdrawals", ana, OLD).then().statusCode(409).body("type", is("/problems/too-old"));
        assertEquals(List.of("unchanged"), imported("grants", ana));
        assertEquals(List.of("unchanged"), imported("withdrawals", ana));
        assertEquals(people, database.count("select count(*) from person"));
        assertEquals("deny consent_unknown", answer(ana));
    }

    @Test
    void whatIsSaidLaterIsTheBeginningOfSomebodyNew() throws Exception {
        var ana = Acts.newcomer();
        var first = Acts.grant(ana, "offers").jsonPath().getString("person");
        var id = idOf(ana);
        erase(id).then().statusCode(200);
        var second = Acts.grant(ana, "offers").then().statusCode(201).extract().<String>path("person");
        assertNotEquals(first, second);
        var anew = idOf(ana);
        assertNotEquals(id, anew);
        assertEquals("permit", answer(ana));
        dated("withdrawals", ana, OLD).then().statusCode(409);
        var own = "{\"contact\": \"%s\", \"topic\": \"offers\", \"at\": \"%s\"}".formatted(ana, OLD);
        person(idOf(ana)).body(own).post("/v1/withdrawals").then().statusCode(409);
        assertEquals("permit", answer(ana));
        erase(idOf(ana)).then().statusCode(200);
        assertEquals("deny consent_unknown", answer(ana));
        Folds.check(database, dataSource, List.of(id, anew));
    }

    @Test
    void aLinkToSomebodyErasedStopsMessagesToTheAddress() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var permit = ask("acme-mailer", about(ana));
        var header = permit.jsonPath().getString("obligations.find { it.name == 'List-Unsubscribe' }.value");
        var link = header.replaceAll(".*(/u/[^>]+)>.*", "$1");
        erase(idOf(ana)).then().statusCode(200);
        Acts.grant(ana, "offers").then().statusCode(201);
        anybody()
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(link)
                .then()
                .statusCode(200);
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void whoWasMergedIsErasedWithTheOneTheyBecame() {
        var one = Acts.newcomer();
        var other = Acts.newcomer();
        var a = Persons.who(one);
        var b = Persons.who(other);
        dated("grants", other, "2026-11-01T10:00:00Z").then().statusCode(201);
        merge(a, b, database).then().statusCode(200);
        careless(Api.token("admin"))
                .redirects()
                .follow(false)
                .delete("/v1/persons/" + b)
                .then()
                .statusCode(308);
        erase(a).then().statusCode(200);
        staff("admin").delete("/v1/persons/" + b).then().statusCode(404);
        assertEquals("deny consent_unknown", answer(other));
        assertEquals(0, database.count("""
                select count(*) from evidence join consent_event on id = event where person_id in (?, ?)""", a, b));
        assertEquals(
                2,
                database.count(
                        "select count(*) from person where erased_at is not null and person_id in (?, ?)", a, b));
    }

    @Test
    void subscribersAreTold() {
        var id = Persons.who(Acts.newcomer());
        erase(id).then().statusCode(200);
        assertEquals(1, database.count("""
                select count(*) from outbox where urgent and changes::jsonb @> jsonb_build_array(jsonb_build_object(
                    'type', 'person.erased', 'person', ?::text, 'version', 2, 'spokenTo', jsonb_build_array('acme')))""", id.toString()));
    }

    private static Response erase(UUID person) {
        return staff("admin").delete("/v1/persons/" + person);
    }

    private static Response dated(String act, String contact, String at) {
        var grant = act.equals("grants")
                ? ", \"channel\": \"email\", \"notice\": {\"id\": \"acme-marketing\", \"version\": 1}"
                : "";
        return sender("acme-mailer").body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "at": "%s"%s,
                 "evidence": {"method": "form", "source": "a form on paper"}}""".formatted(contact, at, grant)).post("/v1/" + act);
    }

    private static List<String> imported(String kind, String contact) {
        var row = "{\"contact\": \"%s\", \"controller\": \"acme\", \"topic\": \"offers\", \"at\": \"%s\"%s}"
                .formatted(contact, OLD, kind.equals("grants") ? ", \"channel\": \"email\"" : "");
        var lines = sender("acme-mailer")
                .contentType("application/x-ndjson")
                .body(row + "\n")
                .post("/v1/imports?kind=" + kind)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.replaceAll(".*\"status\":\"(\\w+)\".*", "$1"))
                .toList();
    }

    /** The whole answer, as compliance sees it. */
    private static String staffs(Response asked) {
        var path = staff("compliance")
                .get("/v1/decisions/" + asked.jsonPath().getString("id"))
                .jsonPath();
        return path.getString("outcome") + " " + String.join(" ", path.<String>getList("reasons.code"));
    }

    private static String shape(Response reply) {
        reply.then().statusCode(200);
        var members = new TreeMap<>(reply.jsonPath().<Map<String, Object>>get("$"));
        members.replace("id", "id");
        members.replace("decidedAt", "time");
        return members + " " + reply.asByteArray().length;
    }
}
