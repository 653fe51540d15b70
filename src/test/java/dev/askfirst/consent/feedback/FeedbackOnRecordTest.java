package dev.askfirst.consent.feedback;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Messages;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people said of messages stands in the record, follows them and goes with them. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class FeedbackOnRecordTest {

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void acmeAsks() {
        Rateable.on(catalog);
    }

    @AfterEach
    void nobodyAsks() {
        catalog.again();
    }

    @Test
    void nothingLeadsToAnAddressThatIsSomebodyElsesByNow() {
        var ana = Visiting.somebody();
        var link = Messages.link(ana, "offers");
        Messages.press(link, "less").then().statusCode(200);
        var id = Persons.idOf(ana);
        staff(Caller.ADMIN).delete("/v1/persons/" + id).then().statusCode(200);
        assertEquals(0, database.count("select count(*) from feedback where person_id = ?", id));
        assertEquals(
                1, database.count("select count(*) from consent_event where person_id = ? and kind = 'feedback'", id));
        Acts.grant(ana, "offers");
        anybody().get(link).then().statusCode(404);
        Messages.press(link, "less").then().statusCode(404);
        assertEquals(0, said(ana));
    }

    @Test
    void operatorsSeeHowMuchIsSaidAndNotOfWhat() {
        var link = Messages.link(Visiting.somebody(), "offers");
        var less = counted("less");
        var more = counted("more");
        for (var value : List.of("less", "less", "more"))
            Messages.press(link, value).then().statusCode(200);
        assertEquals(less + 1, counted("less"), "the same again adds nothing");
        assertEquals(more + 1, counted("more"));
    }

    private static double counted(String value) {
        return Scraped.now().sum("askfirst_feedback_total", "value=\"" + value + "\"");
    }

    @Test
    void whatBothSaidCountsOnceTheyAreOne() {
        var ana = Visiting.somebody();
        var bo = Visiting.somebody();
        Messages.rated(3, ana, "offers", "less");
        Messages.rated(3, bo, "offers", "less");
        assertEquals("permit", Permits.outcome(ana, "offers"));
        Persons.merge(Persons.idOf(ana), Persons.idOf(bo), database).then().statusCode(200);
        for (var one : List.of(ana, bo)) assertEquals("defer", Permits.outcome(one, "offers"));
        var visit = Visiting.byLink(bo, "orders").proven(database);
        visit.post("/me/useful/forget", Map.of("controller", "acme", "topic", "offers"))
                .then()
                .statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "offers"));
        assertEquals(
                0,
                database.count(
                        "select count(*) from feedback where person_id = ? or person_id in (select person_id from merged_person where into_id = ?)",
                        Persons.idOf(ana),
                        Persons.idOf(ana)));
    }

    private long said(String contact) {
        return database.count(
                "select count(*) from consent_event where person_id = ? and kind = 'feedback'", Persons.idOf(contact));
    }
}
