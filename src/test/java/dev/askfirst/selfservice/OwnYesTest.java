package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A yes on the page to what has to be confirmed: whoever has just read a letter at this address is sent no other one. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnYesTest {

    @Inject
    Database database;

    @Test
    void theCodeOfThisVisitConfirmsAndNoLetterIsSent() {
        var ana = Visiting.somebody();
        var person = Persons.idOf(ana);
        sayYes(Visiting.byLink(ana).proven(database), point(person, ana));
        assertEquals("permit", Permits.outcome(ana, "newsletter"));
        assertEquals(0, letters(person));
        assertEquals(
                List.of(List.of("grant", "person", "page"), List.of("confirmation", "person", "page")),
                database.rows("""
                        select kind, body -> 'by' ->> 'role', body ->> 'method' from consent_event
                        where person_id = ? and body ->> 'topic' = 'newsletter' order by version""", person));
    }

    @Test
    void aYesForAnotherAddressOfTheirsWaitsForTheLetterThere() {
        var ana = Visiting.somebody();
        var person = Persons.idOf(ana);
        var second = Acts.newcomer();
        Api.staff("admin")
                .body("{\"contact\": \"%s\"}".formatted(second))
                .post("/v1/persons/" + person + "/contacts")
                .then()
                .statusCode(201);
        sayYes(Visiting.byLink(ana).proven(database), point(person, second));
        assertEquals("deny", Permits.outcome(second, "newsletter"));
        assertEquals(1, letters(person));
    }

    private static void sayYes(Visiting visit, String point) {
        var said = Map.of(
                "controller",
                "acme",
                "topic",
                "newsletter",
                "channel",
                "email",
                "point",
                point,
                "answer",
                "yes",
                "read",
                "yes",
                "notice",
                "acme-marketing 1 en");
        visit.post("/me/say", said).then().statusCode(303).header("Location", containsString("doneYes"));
    }

    private static String point(UUID person, String contact) {
        var found =
                Api.person(person).get("/v1/persons/" + person + "/contacts").jsonPath();
        return found.getString("contacts.find { it.contact == '" + contact + "' }.id");
    }

    private long letters(UUID person) {
        return database.count("""
                select count(*) from letter join contact_point using (point_id)
                where kind = 'confirm' and person_id = ?""", person);
    }
}
