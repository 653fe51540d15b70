package dev.askfirst.decision;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** People take everything along that is kept about them. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PersonExportTest {

    @Test
    void holdsTermsActsReceiptsAndEveryQuestion() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Questions.answer(ana);
        Acts.withdraw(ana, "offers");
        Questions.answer(ana);
        var id = Persons.idOf(ana);
        person(id)
                .get("/v1/persons/%s/export".formatted(id))
                .then()
                .statusCode(200)
                .body("person", is(id.toString()))
                .body("terms.contacts[0].contact", is(ana), "terms.consents.state", contains("withdrawn"))
                .body("acts.kind", contains("grant", "withdrawal"))
                .body("receipts", hasSize(1))
                .body("receipts[0].records[0].events.event_state", contains("ConsentGiven", "ConsentWithdrawn"))
                .body("decisions.outcome", contains("deny", "permit"));
    }

    @Test
    void complianceGetsItWithMaskedAddressesAndNobodyElseDoes() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Persons.idOf(ana);
        staff("compliance")
                .get("/v1/persons/%s/export".formatted(id))
                .then()
                .statusCode(200)
                .body(not(containsString(ana)));
        person(UUID.randomUUID())
                .get("/v1/persons/%s/export".formatted(id))
                .then()
                .statusCode(404);
    }
}
