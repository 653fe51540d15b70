package dev.askfirst.consent.signal;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person's own page honours the signal of their browser, and tells them. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnSignalsTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @BeforeEach
    void someTopicsAreShared() {
        catalog.replace(SharedTopics.in(catalog.document()));
    }

    @AfterEach
    void asItWas() {
        catalog.again();
    }

    @Test
    void theirOwnPageHonoursTheSignalAndTellsIt() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.get("/me").then().body(not(containsString("opt-out signal")));
        for (var value : new String[] {"0", "true"})
            page(visit, value).then().body(not(containsString("opt-out signal")));
        assertEquals("permit", Permits.outcome(ana, "events"));
        page(visit, "1").then().statusCode(200).body(containsString("opt-out signal was honoured on"));
        assertEquals("deny", Permits.outcome(ana, "events"));
        var version = version(ana);
        page(visit, "1").then().statusCode(200);
        assertEquals(version, version(ana), "once");
        visit.get("/me").then().body(containsString("opt-out signal was honoured on"));
        Api.person(Persons.idOf(ana))
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("controllers.signal.topics.flatten()", hasItems("events", "newsletter"));
    }

    @Test
    void aYesOnTheirOwnPageStandsAgainstTheirOwnBrowser() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana).proven(database);
        page(visit, "1");
        var said = Map.of(
                "controller", "acme",
                "topic", "events",
                "channel", "email",
                "point", point(ana),
                "answer", "yes",
                "read", "yes",
                "notice", "acme-marketing 1 en");
        visit.post("/me/say", said).then().statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "events"));
        page(visit, "1").then().statusCode(200);
        assertEquals("permit", Permits.outcome(ana, "events"));
    }

    private static Response page(Visiting visit, String value) {
        return anybody()
                .cookie(Visiting.COOKIE, visit.cookie())
                .header("Sec-GPC", value)
                .get("/me");
    }

    private String point(String contact) {
        return database.value("select point_id from contact_point where person_id = ?", Persons.idOf(contact))
                .orElseThrow();
    }

    private String version(String contact) {
        return database.value("select version from terms where person_id = ?", Persons.idOf(contact))
                .orElseThrow();
    }
}
