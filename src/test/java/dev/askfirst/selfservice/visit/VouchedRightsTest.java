package dev.askfirst.selfservice.visit;

import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.selfservice.visit.Shop.arrive;
import static dev.askfirst.selfservice.visit.Shop.customer;
import static dev.askfirst.selfservice.visit.Shop.link;
import static dev.askfirst.selfservice.visit.Shop.visit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A shop that vouches for its customer gives them full rights at its own company, and those of a link elsewhere. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class VouchedRightsTest {

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @Test
    void aYesTakesNoCodeAtTheShopsOwnCompanyAndOneElsewhere() {
        var ana = Acts.newcomer();
        var visit = visit(customer(ana));
        visit.get("/me").then().body(not(containsString(ana.substring("mailto:".length()))));
        say(visit, ana, "acme", "events", "acme-marketing 1 en").then().header("Location", containsString("doneYes"));
        assertEquals("permit", Permits.outcome(ana, "events"));
        assertEquals(List.of(List.of("askfirst/acme-shop", "person")), database.rows("""
                        select body -> 'by' ->> 'issuer', body -> 'by' ->> 'role' from consent_event
                        where person_id = ? and body ->> 'topic' = 'events'""", Persons.idOf(ana)));
        atGlobex(ana);
        say(visit, ana, "globex", "events", "globex-marketing 1 en")
                .then()
                .statusCode(200)
                .body(containsString("six-digit code"));
        say(visit, ana, "", "events", "").then().statusCode(200).body(containsString("six-digit code"));
    }

    @Test
    void everythingElseIsAsWithALink() {
        var ana = Acts.newcomer();
        var visit = visit(customer(ana));
        for (var page : List.of("asked", "papers", "papers/everything", "papers/erase"))
            visit.get("/me/" + page).then().statusCode(200).body(containsString("six-digit code"));
        // Naming the company does not help where it is not about the company.
        visit.post("/me/papers/erase", Map.of("sure", "yes", "controller", "acme"))
                .then()
                .statusCode(200)
                .body(containsString("six-digit code"));
        visit.post("/me/stop", Map.of("what", "everything")).then().statusCode(303);
        assertEquals("deny", Permits.outcome(ana, "offers"));
        visit.proven(database).get("/me/papers").then().statusCode(200).body(not(containsString("six-digit code")));
    }

    /** The shop knows its customer, not whether an address is theirs: it confirms nothing that it could not confirm otherwise. */
    @Test
    void whatHasToBeConfirmedIsConfirmedByTheLetter() {
        var ana = Acts.newcomer();
        say(visit(customer(ana)), ana, "acme", "newsletter", "acme-marketing 1 en");
        assertEquals("deny", Permits.outcome(ana, "newsletter"));
        assertEquals(1, database.count("""
                select count(*) from letter join contact_point using (point_id)
                where kind = 'confirm' and person_id = ?""", Persons.idOf(ana)));
    }

    @Test
    void aRightThatIsTakenAwayEndsWhatItAllowed() {
        var ana = Acts.newcomer();
        var id = customer(ana);
        var visit = visit(id);
        var link = link(id);
        try {
            catalog.replace(catalog.document()
                    .withSenders(catalog.document().senders().stream()
                            .filter(it -> !it.id().equals("acme-shop"))
                            .toList()));
            arrive(link).then().statusCode(404);
            say(visit, ana, "acme", "events", "acme-marketing 1 en")
                    .then()
                    .statusCode(200)
                    .body(containsString("six-digit code"));
        } finally {
            catalog.again();
        }
    }

    private static void atGlobex(String contact) {
        sender("globex-mailer")
                .body("""
                        {"contact": "%s", "controller": "globex", "topic": "offers", "channel": "email",
                         "notice": {"id": "globex-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private Response say(Visiting visit, String contact, String controller, String topic, String notice) {
        var point = database.value("select point_id from contact_point where person_id = ?", Persons.idOf(contact))
                .orElseThrow();
        return visit.post(
                "/me/say",
                Map.of(
                        "controller",
                        controller,
                        "topic",
                        topic,
                        "channel",
                        "email",
                        "point",
                        point,
                        "answer",
                        "yes",
                        "read",
                        "yes",
                        "notice",
                        notice));
    }
}
