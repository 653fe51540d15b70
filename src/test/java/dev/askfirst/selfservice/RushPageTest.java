package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever wants to is told of a rush and offered a pause; nothing is paused without a press. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RushPageTest {

    private static final String TOLD = "More messages than usual";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private String ana;

    @BeforeEach
    void somebodySaidYes() {
        ana = Visiting.somebody();
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void aRushIsToldToWhoeverWantsToKnowAndPausesNothing() {
        for (var day = 0; day < 30; day++) {
            assertEquals("permit", Permits.outcome(ana, "offers"));
            clock.advance(Duration.ofDays(1));
        }
        var visit = Visiting.byLink(ana);
        visit.post("/me/rush", Map.of("watch", "on")).then().statusCode(303);
        visit.get("/me").then().body(not(containsString(TOLD)));
        var before = Scraped.now().sum("askfirst_rush_offers_total");
        for (var i = 0; i < 4; i++) Permits.outcome(ana, "events");
        visit.get("/me").then().body(containsString(TOLD), containsString("5 messages in the last 24 hours"));
        visit.get("/me").then().body(containsString("you get at most 1"));
        assertEquals(before + 2, Scraped.now().sum("askfirst_rush_offers_total"));
        assertEquals("permit", Permits.outcome(ana, "events"), "nothing is paused");
        visit.post("/me/rush", Map.of("watch", "off")).then().statusCode(303);
        visit.get("/me").then().body(not(containsString(TOLD)));
        visit.post("/me/rush", Map.of("watch", "on")).then().statusCode(303);
        visit.post("/me/pause", Map.of("for", "P1D")).then().statusCode(303);
        assertEquals("defer", Permits.outcome(ana, "events"));
    }

    @Test
    void littleIsKnownOfANewcomer() {
        var visit = Visiting.byLink(ana);
        visit.post("/me/rush", Map.of("watch", "on")).then().statusCode(303);
        for (var i = 0; i < 9; i++) Permits.outcome(ana, "offers");
        visit.get("/me").then().body(not(containsString(TOLD)), containsString("Don’t tell me any more"));
        visit.post("/me/rush", Map.of("watch", "maybe")).then().statusCode(400);
    }

    @Test
    void theSwitchFollowsAMergeAndGoesWithThePerson() {
        Visiting.byLink(ana).post("/me/rush", Map.of("watch", "on")).then().statusCode(303);
        var part = Persons.idOf(ana);
        var other = Acts.newcomer();
        var whole = Persons.who(other);
        Visiting.byLink(other).post("/me/rush", Map.of("watch", "on")).then().statusCode(303);
        Persons.merge(whole, part, database).then().statusCode(200);
        assertEquals(1, watching(whole));
        assertEquals(0, watching(part));
        Api.staff("admin").delete("/v1/persons/" + whole).then().statusCode(200);
        assertEquals(0, watching(whole));
    }

    private long watching(UUID person) {
        return database.count("select count(*) from rush_watch where person_id = ?", person);
    }
}
