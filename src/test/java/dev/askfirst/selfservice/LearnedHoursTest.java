package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hours are learned of whoever asks for it, from what they do themselves; they are proposed, told to who asks, and forgotten. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LearnedHoursTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String LEARNS = "{\"timeZone\": \"Europe/Berlin\", \"learnsHours\": true}";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void allIsAsBefore() {
        clock.reset();
        catalog.again();
    }

    @Test
    void nobodyIsLearnedOfUnlessTheyAsk() throws SQLException {
        var ana = Visiting.somebody();
        var id = Persons.idOf(ana);
        acts(id, 3);
        assertEquals(0, rows(id));
        prefers(id, "{\"learnsHours\": true}").then().statusCode(422).body("type", is("/problems/zone-needed"));
        prefers(id, LEARNS).then().statusCode(200);
        Acts.grant(ana, "offers.bags").then().statusCode(201);
        assertEquals(0, hours(id).getInt("acts"), "what others record is none of their acts");
        acts(id, 29);
        var learned = hours(id);
        assertEquals(29, learned.getInt("acts"));
        assertEquals(false, learned.getBoolean("known"));
        assertTrue(learned.getList("windows") == null, "nothing is proposed yet");
    }

    @Test
    void whatWasLearnedIsProposedToldAndForgotten() throws SQLException {
        var ana = Visiting.somebody();
        var id = Persons.idOf(ana);
        prefers(id, LEARNS).then().statusCode(200);
        acts(id, 30);
        assertEquals(true, hours(id).getBoolean("known"));
        assertEquals(28 * 60, minutes(hours(id)));
        at(LocalTime.of(12, 5));
        ask(ana).then().body("outcome", is("permit"), "suggestedAt", nullValue());
        suggests();
        var permit = ask(ana);
        var best = Instant.parse(permit.path("suggestedAt")).atZone(ZONE);
        assertEquals(clock.read().atZone(ZONE).toLocalDate(), best.toLocalDate());
        assertTrue(best.getHour() >= 17 && best.getHour() <= 19 && best.getMinute() == 0, best::toString);
        staff("compliance")
                .get("/v1/decisions/" + permit.<String>path("id"))
                .then()
                .body("suggestedAt", nullValue());
        // Where they want nothing then, the next hour that suits and is open is told; asking again then is what a defer
        // says.
        prefers(id, LEARNS.replace("}", ", \"windows\": [{\"from\": \"20:00\", \"to\": \"23:00\"}]}"));
        var defer = ask(ana);
        defer.then().body("outcome", is("defer"));
        assertEquals(defer.<String>path("notBefore"), defer.path("suggestedAt"));
        person(id).delete("/v1/persons/" + id + "/hours").then().statusCode(204);
        assertEquals(0, rows(id));
        assertEquals(false, hours(id).getBoolean("learns"));
        ask(ana).then().body("suggestedAt", nullValue());
    }

    @Test
    void whoBecomesOneHasBothCountsAndWhoIsErasedNone() throws SQLException {
        var ana = Visiting.somebody();
        var other = Persons.idOf(Visiting.somebody());
        var id = Persons.idOf(ana);
        for (var one : new UUID[] {id, other}) prefers(one, LEARNS).then().statusCode(200);
        acts(id, 2);
        acts(other, 3);
        Persons.merge(id, other, database).then().statusCode(200);
        assertEquals(5, hours(id).getInt("acts"));
        assertEquals(0, rows(other));
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
        assertEquals(0, rows(id));
    }

    @Test
    void thePageBeginsTakesAndForgets() throws SQLException {
        var ana = Visiting.somebody();
        var id = Persons.idOf(ana);
        var visit = Visiting.byLink(ana);
        visit.get("/me/times").then().body(containsString("href=\"/me/hours\""));
        visit.get("/me/hours").then().body(containsString("Learn from what I do"));
        visit.post("/me/hours", Map.of("do", "learn")).then().statusCode(200).body(containsString("six-digit code"));
        visit.proven(database);
        visit.post("/me/hours", Map.of("do", "learn")).then().statusCode(400).body(containsString("time zone first"));
        prefers(id, "{\"timeZone\": \"Europe/Berlin\"}").then().statusCode(200);
        visit.post("/me/hours", Map.of("do", "learn")).then().statusCode(303);
        visit.get("/me/hours").then().body(containsString("Not known yet"), not(containsString("Take these hours")));
        acts(id, 30);
        clock.reset();
        visit.get("/me/hours").then().body(containsString("Take these hours"));
        visit.post("/me/hours", Map.of("do", "take")).then().statusCode(303);
        assertEquals(28 * 60, minutes(preferences(id)));
        visit.post("/me/hours", Map.of("do", "forget")).then().statusCode(303);
        assertEquals(0, rows(id));
        assertEquals(28 * 60, minutes(preferences(id)), "what they took stays");
        visit.get("/me/hours").then().body(containsString("Learn from what I do"));
    }

    /** On so many days at seven in the evening, by a system of their own. */
    private void acts(UUID id, int days) throws SQLException {
        at(LocalTime.of(19, 10));
        for (var day = 0; day < days; day++) {
            var said = person(id)
                    .body("{\"topic\": \"events\", \"evidence\": {\"method\": \"page\"}}")
                    .post("/v1/withdrawals");
            assertTrue(said.statusCode() < 300, said::asString);
            clock.advance(Duration.ofDays(1));
        }
    }

    private void at(LocalTime time) throws SQLException {
        clock.set(clock.read().atZone(ZONE).plusDays(1).with(time).toInstant());
    }

    private static int minutes(JsonPath body) {
        var minutes = 0;
        for (var window : body.<Map<String, Object>>getList("windows")) {
            var from = window.get("from").toString().split(":");
            var to = window.get("to").toString().split(":");
            var days = window.get("days") instanceof java.util.List<?> some ? some.size() : 7;
            minutes += days
                    * (60 * (Integer.parseInt(to[0]) - Integer.parseInt(from[0]))
                            + Integer.parseInt(to[1])
                            - Integer.parseInt(from[1]));
        }
        return minutes;
    }

    private void suggests() {
        staff("admin").body("""
                {"name": "Acme Shoes", "contact": "mailto:people@acme.example", "language": "en", "suggestsHours": true}""").put("/v1/catalog/controllers/acme").then().statusCode(200);
    }

    private static Response ask(String contact) {
        return Api.ask(
                "acme-mailer",
                "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers.shoes\"}".formatted(contact));
    }

    private static Response prefers(UUID id, String preferences) {
        return staff("admin").header("If-Match", "*").body(preferences).put("/v1/persons/" + id + "/preferences");
    }

    private static JsonPath preferences(UUID id) {
        return staff("admin").get("/v1/persons/" + id + "/preferences").jsonPath();
    }

    private static JsonPath hours(UUID id) {
        return person(id).get("/v1/persons/" + id + "/hours").jsonPath();
    }

    private long rows(UUID id) {
        return database.count("select count(*) from learned_hours where person_id = ?", id);
    }
}
