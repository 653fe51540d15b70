package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever shows that an address is theirs has it on record as verified: once, and not by a link that may have been passed on. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class VerifiedTest {

    @Inject
    Database database;

    @Inject
    Mailing mailing;

    @Test
    void theDigitsVerifyTheAddressOnce() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        assertEquals(false, verified(ana));
        visit.proven(database);
        assertEquals(true, verified(ana));
        assertEquals(List.of(proof(ana, Persons.idOf(ana).toString())), said(ana));
        Visiting.byLink(ana).proven(database);
        assertEquals(1, said(ana).size());
    }

    @Test
    void theLinkBesideTheDigitsDoesTheSame() {
        var ana = Visiting.somebody();
        Visiting.press("/enter", Map.of("address", ana.substring("mailto:".length())))
                .then()
                .statusCode(200);
        assertEquals(false, verified(ana));
        Visiting.press(Visiting.letterLink(database), Map.of("open", "yes"))
                .then()
                .statusCode(303);
        assertEquals(true, verified(ana));
        assertEquals(List.of(proof(ana, Persons.idOf(ana).toString())), said(ana));
    }

    /** By the letter that went there, and by whoever pressed its button. */
    @Test
    void theAnswerToADoubleOptInDoesTheSame() throws Exception {
        var asked = mailing.newcomer();
        mailing.result(mailing.recorded(asked));
        var link = "/c/" + mailing.received(mailing.recorded(asked)).token().strip();
        Api.anybody().get(link).then().statusCode(200);
        assertEquals(false, verified(asked.contact()));
        for (var press = 0; press < 2; press++)
            Visiting.press(link, Map.of("answer", "yes")).then().statusCode(200);
        assertEquals(true, verified(asked.contact()));
        assertEquals(List.of(proof(asked.contact(), "link")), said(asked.contact()));
        assertEquals(
                List.of("grant", "preferences", "confirmation", "contact_verified"),
                database
                        .rows(
                                "select kind from consent_event where person_id = ? order by version",
                                Persons.idOf(asked.contact()))
                        .stream()
                        .map(List::getFirst)
                        .toList());
    }

    /** What another reports, and a no, prove nothing. */
    @Test
    void whatOthersReportDoesNot() {
        var ana = Acts.newcomer();
        Api.staff("admin")
                .body("{\"token\": \"%s\"}".formatted(Acts.asked(ana)))
                .post("/v1/grants/confirm")
                .then()
                .statusCode(200);
        assertEquals(false, verified(ana));
        var bob = Acts.newcomer();
        Visiting.press("/c/" + Acts.asked(bob), Map.of("answer", "no")).then().statusCode(200);
        assertEquals(false, verified(bob));
    }

    private List<String> proof(String contact, String by) {
        return List.of("contact_verified", "askfirst", by, "page", point(contact));
    }

    private boolean verified(String contact) {
        return Api.staff("admin")
                .get("/v1/persons/" + Persons.idOf(contact) + "/contacts")
                .jsonPath()
                .getBoolean("contacts[0].verified");
    }

    private String point(String contact) {
        return database.value("select point_id from contact_point where person_id = ?", Persons.idOf(contact))
                .orElseThrow();
    }

    private List<List<String>> said(String contact) {
        return database.rows("""
                select kind, body -> 'by' ->> 'issuer', body -> 'by' ->> 'subject', body ->> 'method', body ->> 'point'
                from consent_event where person_id = ? and kind like 'contact%'""", Persons.idOf(contact));
    }
}
